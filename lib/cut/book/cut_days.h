/*
 * cut_days: the accounting dates of a book, and the moments between them.
 *
 * Days (date.h) that are off have no accounting date of their own: what is of
 * them belongs to the next date. Moments are seconds since 1970. A date ends at
 * its cut-off, and begins where the date before ends: with a cut-off of 12:00
 * or later date D ends on the calendar day D, with an earlier one on the day
 * after it, as accounting_day.h has it. A cut-off that clocks skip is the moment
 * behind the gap; one that comes twice is the first one, or, with fold = later,
 * the second.
 *
 * Of a year of which the calendar names no day nobody knows what is off: its
 * days are no dates.
 */
#ifndef CUT_DAYS_H
#define CUT_DAYS_H

#include "cut/book/cut_book.h"

/* Is it an accounting date of the book: not before the first, not off? */
bool cut_days_is(const struct cut_book *, int32_t date);

/* The accounting date that is next; ST_DATA, told, where the calendar does not
 * know it, or there is none until 9999. *next may be date itself. */
int cut_days_next(
    const struct cut_book *, int32_t date, int32_t *next, struct err *);

/* The moment of a cut-off at which clocks show local, in seconds as zone.h has
 * them. */
int64_t cut_days_moment(struct cut_book *, int64_t local);

/* When that date ends. */
int64_t cut_days_end(struct cut_book *, int32_t date);

/* The accounting date of a calendar day as recon-key has it: itself, or the
 * next that is not off; ST_DATA likewise. Before the first, days that are not
 * off are themselves: dates that the book does not turn. */
int cut_days_of(
    const struct cut_book *, int32_t day, int32_t *date, struct err *);

/* The accounting date in which a moment lies, by the clock alone. */
int cut_days_at(struct cut_book *, int64_t moment, int32_t *date, struct err *);

#endif
