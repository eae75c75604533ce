/*
 * timepart: the parts of a time, each as a conversion of strptime(3) has it:
 * %Y, %m, ... A conversion is known by its letter.
 */
#ifndef TIMEPART_H
#define TIMEPART_H

#include <stdint.h>

#include "base/span.h"

/* What a conversion tells. */
enum timepart {
	PART_YEAR,
	PART_MONTH,
	PART_MDAY,
	PART_YDAY,
	PART_HOUR, /* 24 included */
	PART_HOUR12,
	PART_HALF, /* of the day: 0 AM, 1 PM */
	PART_MINUTE,
	PART_SECOND,   /* 60 included */
	PART_FRACTION, /* its digits, as a number */
	PART_OFFSET,   /* seconds east of UTC */
	PART_EPOCH,    /* seconds since 1970 */
	PART_WEEKDAY,
	PART_COUNT,
};

/* -1 for a letter that is no conversion. */
int timepart_of(char letter);

/* True if it is a number of two digits, which "%-" lets have one. */
bool timepart_is_short(char letter);

/* What a letter that stands for several conversions stands for, or NULL. */
const char *timepart_expansion(char letter);

/*
 * Reads the part of a letter that timepart_of knows off the front of *s; a
 * number has all its digits unless it is loose. False where it is not there
 * or not in its range.
 */
bool timepart_read(struct span *s, char letter, bool loose, int64_t *value);

#endif
