/*
 * dir_sync: brings what a directory lists to the disk: names that appeared,
 * changed or went.
 */
#ifndef DIR_SYNC_H
#define DIR_SYNC_H

#include "base/err.h"

/*
 * -1, ST_FAIL told, where the disk says no. A file system that cannot do this
 * for directories, and a directory that may not be read, are no error: the
 * data of the files is synced.
 */
int dir_sync(const char *dir, struct err *);

/* The same of the directory that path is in. */
int dir_sync_of(const char *path, struct err *);

#endif
