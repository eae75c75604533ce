/*
 * calendar: which days are business days, from a file that people keep.
 *
 * A line each, "#" begins a comment; a name behind the date is for people:
 *
 *	2022-10-01 National Day    a day off
 *	work 2022-10-08            a weekend's day that is worked
 *	weekend Fri Sat            instead of Sat Sun; "weekend none"
 */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct calendar_day {
	int32_t day;
	bool works;
	uint64_t line; /* of the file */
};

/* Released with calendar_free. */
struct calendar {
	struct calendar_day *days; /* owned, ascending: those that are named */
	size_t n, cap;
	bool off[7]; /* of the week: Monday first */
};

/*
 * Reads a file. -1, told, *c released: ST_FAIL where it cannot be read,
 * ST_DATA with the line for what is none of the above, for a day that is named
 * as off and as worked, and for a file that names no day.
 */
int calendar_read(struct calendar *c, const char *path, struct err *);

bool calendar_works(const struct calendar *, int32_t day);

/* Does it name a day of the year? Of another one it knows weekends only. */
bool calendar_covers(const struct calendar *, int year);

void calendar_free(struct calendar *);

/* Ages in business days on one day; cleared with {0} but for the first two
 * members, released with business_ages_free. */
struct business_ages {
	const struct calendar *calendar; /* borrowed */
	int32_t day;
	uint32_t *of; /* owned: by calendar days */
	size_t n, cap;
};

/* How many business days came after date, up to and with the day; 0 where it
 * is later. */
uint32_t business_ages_since(struct business_ages *, int32_t date);

/* The years it looked into that the calendar does not cover: how many, the
 * first and the last of them. */
size_t business_ages_uncovered(
    const struct business_ages *, int *first, int *last);

void business_ages_free(struct business_ages *);

#endif
