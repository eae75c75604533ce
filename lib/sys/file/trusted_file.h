/*
 * trusted_file: files that say what is done, and files that hold a secret, are
 * taken only where nobody else could have written or read them.
 */
#ifndef TRUSTED_FILE_H
#define TRUSTED_FILE_H

#include "base/buf.h"
#include "base/err.h"

enum trust {
	TRUST_WRITE,     /* nobody but root and the user may write it */
	TRUST_READ,      /* nor may anybody else read it */
	TRUST_READ_GROUP /* but its group: files in a directory that is closed */
};

/* ST_FAIL, told, where the path is no regular file of root or of the user that
 * is trusted so far. */
int trusted_file_check(const char *path, enum trust, struct err *);

/* The same, and the file is not opened: closing it would give back locks of
 * fcntl(2) that this process has on it. */
int trusted_file_look(const char *path, enum trust, struct err *);

enum { TRUSTED_FILE_SECRET_MAX = 65536 }; /* bytes */

/* Adds the bytes of such a file, without the line end they may end with;
 * ST_FAIL where it is empty or longer than TRUSTED_FILE_SECRET_MAX. */
int trusted_file_read(const char *path, enum trust, struct buf *, struct err *);

#endif
