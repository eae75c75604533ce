/*
 * place: where a day to be run stands in the chain of days.
 */
#ifndef PLACE_H
#define PLACE_H

#include "book/dir/chain.h"
#include "book/turn.h"

/* Members point into the manifest. */
struct place {
	const struct manifest_day *before; /* the day it is rolled from; NULL: a
					    * chain begins with it */
	const struct manifest_day *own;    /* the day as it was run before, or
					 * NULL */
	bool own_stale;
	size_t later; /* days of the chain after it that are not stale: */
	int32_t later_first, later_last;
};

/*
 * Finds the place of a day; one out of turn is taken as turn says, with the
 * days concerned. ST_FAIL where a day before is stale: that is not forced.
 */
int place_find(struct place *, const struct manifest *, int32_t today,
    struct turn *, struct err *);

#endif
