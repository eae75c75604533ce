/*
 * where_lines_went: the lines of a bill by what became of them, in words.
 */
#ifndef WHERE_LINES_WENT_H
#define WHERE_LINES_WENT_H

#include "base/buf.h"

struct lines_went {
	uint64_t n;
	const char *one, *many; /* words behind the number; many NULL: as one */
};

/* Adds ": 1 header, 8 rows", of those of which there are some. */
void where_lines_went(struct buf *, const struct lines_went *, size_t n);

#endif
