/*
 * cut_turned: the dates that rounds of a book turn, one after the other, in its
 * cycle (cut_cycle.h): its accounting dates, or their hours.
 *
 * An hour ends where the next whole hour is shown, a moment as a cut-off is one:
 * so an hour that clocks are put forward past is none, and one that they show
 * twice is one, of two hours. Those of days that are off are turned as well;
 * they are of the date that the day is of.
 */
#ifndef CUT_TURNED_H
#define CUT_TURNED_H

#include "cut/book/cut_book.h"

/* The first. */
int32_t cut_turned_first(struct cut_book *);

/* Is it one of them? */
bool cut_turned_is(struct cut_book *, int32_t date);

/* The one behind it, or the first behind what is before that; ST_DATA, told, as
 * cut_days_next has it. *next may be date itself. */
int cut_turned_next(
    struct cut_book *, int32_t date, int32_t *next, struct err *);

/* When it ends. */
int64_t cut_turned_end(struct cut_book *, int32_t date);

/* The accounting date, as a day, that it is, or is an hour of; ST_DATA
 * likewise. */
int cut_turned_day(struct cut_book *, int32_t date, int32_t *day, struct err *);

/* Does an accounting date end with it? ST_DATA likewise. */
int cut_turned_ends_day(
    struct cut_book *, int32_t date, bool *ends, struct err *);

#endif
