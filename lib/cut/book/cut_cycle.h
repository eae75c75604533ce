/*
 * cut_cycle: what a round of a book turns: an accounting date, or an hour of
 * one.
 *
 * A date is its day (date.h), YYYY-MM-DD. An hour is that which begins when
 * clocks show YYYY-MM-DDTHH, of the calendar, counted from 1970-01-01T00. Either
 * is called date where a round is meant.
 */
#ifndef CUT_CYCLE_H
#define CUT_CYCLE_H

#include "base/buf.h"
#include "base/span.h"

enum cut_cycle { CUT_CYCLE_DAY, CUT_CYCLE_HOUR };

enum {
	CUT_CYCLE_LEN = 13, /* bytes of the longest date */
	CUT_CYCLE_HOURS = 24
};

/* "day", "hour". */
const char *cut_cycle_name(enum cut_cycle);

/* How a date is written: "YYYY-MM-DD". */
const char *cut_cycle_form(enum cut_cycle);

/* The least that can be written. */
int32_t cut_cycle_least(enum cut_cycle);

/* Writes it and a NUL: at most CUT_CYCLE_LEN + 1 bytes. */
void cut_cycle_format(enum cut_cycle, int32_t date, char *text);

/* Adds it. */
void cut_cycle_put(struct buf *, enum cut_cycle, int32_t date);

/* Reads exactly that; false leaves *date as it was. */
bool cut_cycle_parse(enum cut_cycle, struct span, int32_t *date);

#endif
