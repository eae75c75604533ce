/*
 * secret: files of secrets, as recon-targets(5) has them.
 */
#ifndef SECRET_H
#define SECRET_H

#include "base/buf.h"
#include "base/err.h"

/* Adds what the file holds, and a NUL; "credential:NAME" is one that systemd
 * gives. *to is it; NULL where value is. ST_FAIL, told, where others can read
 * the file. */
int secret_take(const char *value, struct buf *, const char **to, struct err *);

/* ST_FAIL, told, where nobody should rely on the file (NULL: there is none):
 * others can write it or, where it is a secret, read it. */
int secret_check(const char *path, bool is_secret, struct err *);

#endif
