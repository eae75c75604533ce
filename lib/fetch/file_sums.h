/*
 * file_sums: the digests of a file.
 */
#ifndef FILE_SUMS_H
#define FILE_SUMS_H

#include "base/err.h"
#include "io/digest.h"
#include "io/md5.h"

struct file_sums {
	int64_t bytes;
	char sha256[DIGEST_TEXT + 1], md5[MD5_TEXT + 1];
};

/* Of all bytes behind the descriptor, wherever it stands. ST_FAIL, told with
 * the name. */
int file_sums_of(struct file_sums *, int fd, const char *name, struct err *);

#endif
