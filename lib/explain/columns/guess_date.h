/*
 * guess_date: which of the usual forms of dates and times fit all values of a
 * column, for recon-clean --explain.
 */
#ifndef GUESS_DATE_H
#define GUESS_DATE_H

#include <stdint.h>

#include "base/span.h"

/* A set of forms, a bit each. */
__extension__ typedef unsigned __int128 dateguess;

/* All of them: what is possible before the first value. */
dateguess guess_date_all(void);

/* Those of a set that fit the value too. */
dateguess guess_date_keep(dateguess, struct span value);

/* The number of the first of the set, which is not empty; it goes. */
int guess_date_take(dateguess *);

/* A form as recon-key --date-format has it; NULL for ISO 8601, which needs
 * none. */
const char *guess_date_format(int form);

/* Is it a count since 1970, of seconds or milliseconds? It is in UTC. */
bool guess_date_counts(int form);

/* Has the form no year? */
bool guess_date_lacks_year(int form);

/* The set without forms that may as well be a number of something else:
 * MMDDhhmmss, MM/DD, seconds since 1970. */
dateguess guess_date_without_bare(dateguess);

/* What comes of two times in one form: bits, so that those of many can be
 * put together. */
enum guess_date_order {
	GUESS_DATE_SAME = 0,
	GUESS_DATE_LATER = 1,   /* the second is later */
	GUESS_DATE_EARLIER = 2, /* or earlier, or one cannot be read */
};

/* near: the day (date.h) near which those without a year are. */
enum guess_date_order guess_date_compare(
    int form, int32_t near, struct span, struct span);

/* Do two forms tell another day of the value? */
bool guess_date_differ(int form, int other, struct span value);

#endif
