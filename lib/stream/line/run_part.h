/*
 * run_part: which part of a run a stream is, as people and a #total line name it:
 * K/N, or K/N@RUN.
 */
#ifndef RUN_PART_H
#define RUN_PART_H

#include <stdint.h>

#include "base/buf.h"

enum { RUN_PARTS_MAX = 1000000, RUN_PART_NAME_MAX = 64 };

struct run_part {
	uint32_t k, n;               /* 1 to n, of n, RUN_PARTS_MAX at most */
	unsigned char len;           /* bytes of run; 0: it has no name */
	char run[RUN_PART_NAME_MAX]; /* letters, digits and . _ : - */
};

/* False where the text is none. */
bool run_part_parse(struct run_part *, struct span);

/* The same of N or N@RUN; k is 0. */
bool run_part_parse_all(struct run_part *, struct span);

/* Are they of one run: of as many parts, and of the same name? */
bool run_part_is_beside(const struct run_part *, const struct run_part *);

/* Adds the text; that of N or N@RUN where k is 0. */
void run_part_format(struct buf *, const struct run_part *);

#endif
