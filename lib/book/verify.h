/*
 * verify: whether a state directory holds what its manifest says.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include <stdint.h>

#include "base/err.h"

/* What was found to be as it should be. */
struct verify {
	uint64_t days, generations, files;
	uint64_t pruned; /* generations whose open items are gone */
	uint64_t stale;  /* days */
};

/*
 * Reads all files that the manifest names: their digests; that each generation
 * was rolled from the one it says; that what was open before, plus what was
 * new, less what closed is what stayed open, in count and amounts; and that what
 * was open before is what the day before left. -1, the first that is not so
 * told, with ST_DATA. A run that is at work meanwhile does not matter; ST_AGAIN
 * where several were.
 */
int verify_state(struct verify *, const char *dir, struct err *);

#endif
