/*
 * cut_days: the accounting dates of a book, and the moments between them.
 *
 * Days (date.h) that are off have no accounting date of their own: what is of
 * them belongs to the next date. Moments are seconds since 1970. A date is
 * [its begin, its cut-off): with a cut-off of 12:00 or later date D ends on the
 * calendar day D, with an earlier one on the day after it, as accounting_day.h
 * has it. A cut-off that clocks skip is the moment behind the gap; one that comes
 * twice is the first one, or, with fold = later, the second.
 */
#ifndef CUT_DAYS_H
#define CUT_DAYS_H

#include "cut/book/cut_book.h"

/* Is it an accounting date of the book: not before the first, not off? */
bool cut_days_is(const struct cut_book *, int32_t date);

/* The accounting date that is next, before it; ST_FAIL beyond the calendar
 * (dates until 9999-12-31; one before the first is none). */
int cut_days_next(const struct cut_book *, int32_t date, int32_t *next, struct err *);
int cut_days_before(const struct cut_book *, int32_t date, int32_t *before, struct err *);

/* When that date ends. */
int64_t cut_days_end(struct cut_book *, int32_t date);

/* The accounting date of a calendar day as recon-key has it: itself, or the next
 * that is one. */
int cut_days_of(const struct cut_book *, int32_t day, int32_t *date, struct err *);

/* The accounting date in which a moment lies, by the clock alone. */
int cut_days_at(struct cut_book *, int64_t moment, int32_t *date, struct err *);

#endif
