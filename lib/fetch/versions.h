/*
 * versions: every version of a bill that was ever fetched, in a directory:
 * NAME.YYYYMMDDTHHMMSSZ.SHA256.
 */
#ifndef VERSIONS_H
#define VERSIONS_H

#include "base/err.h"

/*
 * Copies what is behind the descriptor there, of that digest and fetched now,
 * on the disk; the directory is made where it is missing. Without always, not
 * where there is one of that digest already. ST_FAIL, told.
 */
int versions_keep(const char *dir, const char *name, int fd, const char *sha256,
    bool always, struct err *);

#endif
