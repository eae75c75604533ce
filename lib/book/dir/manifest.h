/*
 * manifest: which days a state directory has, recon-state(5).
 *
 * A sealed file (sealed_file.h), the only one of a state directory that is
 * ever replaced: what it names is there, what it does not name is not. A line
 * for each generation of each day, in their order:
 *
 *	day DATE GEN DIGEST FROM FROMGEN OPEN COPIES
 *
 * DIGEST is that of the day's file; FROM and FROMGEN say which generation of
 * which day it was rolled from, or - where a chain begins; OPEN is "open" where
 * its open items are kept and - once they were pruned, COPIES likewise "copies".
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "io/digest.h"

struct manifest_day {
	int32_t day;
	unsigned generation;
	char digest[DIGEST_TEXT + 1]; /* of the day's file */
	int32_t from;
	unsigned from_generation; /* 0: a chain begins with it */
	bool has_open, has_copies;
};

/* Cleared with {0}, released with manifest_free. */
struct manifest {
	struct manifest_day *days; /* owned; by day, then generation */
	size_t n, cap;
};

/* Reads the text above the check line. ST_DATA, the line told behind name. */
int manifest_parse(
    struct manifest *, struct span text, const char *name, struct err *);

void manifest_format(const struct manifest *, struct buf *);

/* Adds a generation in its place. */
void manifest_add(struct manifest *, const struct manifest_day *);

/* The generation of a day, 0 for the newest; NULL where there is none. Dies
 * with manifest_add. */
struct manifest_day *manifest_find(
    const struct manifest *, int32_t day, unsigned generation);

void manifest_free(struct manifest *);

#endif
