/*
 * date: calendar days.
 *
 * A day is its number counted from 1970-01-01 (day 0) in the proleptic
 * Gregorian calendar of ISO 8601; years 0000 to 9999.
 */
#ifndef DATE_H
#define DATE_H

#include <stdint.h>

#include "base/span.h"

enum {
	DATE_LEN = 10,        /* bytes of YYYY-MM-DD */
	DATE_FIRST = -719528, /* 0000-01-01 */
	DATE_LAST = 2932896,  /* 9999-12-31 */
};

/* The day of a civil date, checked: false leaves *day as it was. */
bool date_of(int year, int month, int mday, int32_t *day);

/* Reads exactly YYYY-MM-DD. */
bool date_parse(struct span, int32_t *day);

/* True for a day of the calendar written as YYYY-MM-DD. */
bool date_is(struct span);

/* Writes YYYY-MM-DD and a NUL: DATE_LEN + 1 bytes. */
void date_format(int32_t day, char *text);

/* The year, month (1-12) and day of month (1-31) of a day. */
void date_civil(int32_t day, int *year, int *month, int *mday);

#endif
