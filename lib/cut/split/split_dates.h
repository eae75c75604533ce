/*
 * split_dates: the accounting date of a record, by a book.
 *
 * It is read from a time that the record carries, as recon-key reads one with the
 * zone and the cut-off of the book, or is the DATE of the record. What falls on
 * a day that is off is of the next date.
 */
#ifndef SPLIT_DATES_H
#define SPLIT_DATES_H

#include "cut/book/cut_book.h"
#include "stream/line/record.h"
#include "value/time/accounting_day.h"

enum { SPLIT_TIME_KEPT = 40 }; /* bytes of a time: longer ones are read again */

struct split_dates {
	const struct cut_book *book; /* borrowed */
	const char *time;            /* the field of the time; NULL: DATE */
	struct accounting_day clock;

	/* private: what was asked last */
	char text[SPLIT_TIME_KEPT]; /* a time, or a DATE, */
	size_t len;                 /* of so many bytes; 0: none */
	int32_t day, date;          /* its date; that of this day */
	bool has_day;
};

/* The formats are those of clock, as recon-key has them; time is borrowed, and
 * so is the book, whose zone is used while the dates are. */
void split_dates_init(struct split_dates *, struct cut_book *, const char *time,
    const struct accounting_day *clock);

/* -1, ST_DATA, without its place: the record has no date, or two. */
int split_dates_of(
    struct split_dates *, const struct record *, int32_t *date, struct err *);

#endif
