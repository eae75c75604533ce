/*
 * time_format: dates and times as people write them, by a format.
 *
 * Formats are those of strptime(3), read strictly: %d is exactly two digits,
 * a blank is one blank, names of months are those of month_names.h, weekdays
 * are English, and nothing may be left over. %-d takes one digit too. Beyond
 * strptime: %f a fraction of a second, %Q milliseconds since 1970. The hour 24
 * is the end of the day, which is 0 of the next.
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
	int32_t near;       /* the day (date.h) near which a format without
	                     * a year puts its days; set by the caller */
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
 * enough of them for a day, but the year may be missing. -1 with the reason.
 */
int time_format_parse(struct time_format *, const char *format, struct err *);

/* False for one without a year: what is read by it is the day nearest to
 * near, half a year before or behind it at most. */
bool time_format_has_year(const struct time_format *);

/* True if what is read by it always has a time of day. */
bool time_format_has_time(const struct time_format *);

/*
 * Reads the whole of s. A second of 60 counts as 59. False, and *m
 * untouched, where s is not of that form or not in the calendar.
 */
bool time_format_read(
    const struct time_format *, struct span s, struct time_format_moment *m);

#endif
