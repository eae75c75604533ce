/*
 * deadline: until when something is tried: a time of the clock on the wall in a
 * zone.
 */
#ifndef DEADLINE_H
#define DEADLINE_H

#include "base/err.h"

/* Cleared with {0}: there is none. */
struct deadline {
	bool is;
	bool late;        /* it had passed before anything was tried */
	int64_t at;       /* seconds since 1970 */
	const char *time; /* borrowed, as they were said */
	const char *zone;
};

/*
 * time: HH:MM[:SS], of the day it is in the zone, or YYYY-MM-DDTHH:MM[:SS]. A
 * time that clocks skip is the moment they do, one they show twice the first.
 * ST_FAIL where one of the two is none.
 */
int deadline_take(
    struct deadline *, const char *time, const char *zone, struct err *);

bool deadline_passed(const struct deadline *);

/* Does it end what is under way? One that was late ends nothing: there is one
 * try, and that is whole. */
bool deadline_ends(const struct deadline *);

/* Waits so many seconds, or until the deadline ends that. */
void deadline_wait(const struct deadline *, int64_t seconds);

#endif
