/*
 * time_format: dates and times as people write them, by a format.
 *
 * Formats are those of strptime(3), read strictly: %d is exactly two digits,
 * a blank is one blank, names are English, and nothing may be left over.
 * %-d takes one digit too. Beyond strptime: %f a fraction of a second, %Q
 * milliseconds since 1970.
 */
#ifndef TIME_FORMAT_H
#define TIME_FORMAT_H

#include <stdint.h>

#include "base/err.h"

struct time_format {
	const char *format; /* borrowed; NULL: ISO 8601, YYYY-MM-DD, then "T"
	                     * or a blank and HH:MM[:SS[.F]], then an offset;
	                     * the two latter may be missing */
	unsigned parts;     /* private: what the format tells */
};

/* A point in time as it was written. */
struct time_format_moment {
	int32_t day;     /* see date.h */
	int seconds;     /* of the day; 0 when has_time is false */
	bool has_time;   /* a time of day stands there */
	bool has_offset; /* and from UTC so many: */
	int offset;      /* seconds, east is positive */
};

/*
 * Takes a format: known conversions, each part of the time told once, and
 * enough of them for a day. -1 with the reason.
 */
int time_format_parse(struct time_format *, const char *format, struct err *);

/* True if what is read by it always has a time of day. */
bool time_format_has_time(const struct time_format *);

/*
 * Reads the whole of s. A second of 60 counts as 59. False, and *m
 * untouched, where s is not of that form or not in the calendar.
 */
bool time_format_read(
    const struct time_format *, struct span s, struct time_format_moment *m);

#endif
