/*
 * show_time: moments, and how long ago they are, for people.
 */
#ifndef SHOW_TIME_H
#define SHOW_TIME_H

#include "base/buf.h"
#include "value/time/zone.h"

/* Times are ms since 1970. */
struct show_clock {
	int64_t now;
	struct zone
	    *zone; /* borrowed; NULL: that of the machine, localtime(3) */
};

/* Adds "2026-11-30 10:15:00 +08:00", or "-" for 0, which is no moment. */
void show_time(struct buf *, const struct show_clock *, int64_t ms);

/* Adds how long it is: "40 ms", "12 s", "4 min", "3 h 12 min", "2 d 5 h". */
void show_long(struct buf *, int64_t ms);

/* Adds how long ago it is, as show_long, but in whole seconds; "0 s" for what is not
 * past. */
void show_age(struct buf *, const struct show_clock *, int64_t ms);

#endif
