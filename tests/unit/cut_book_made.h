/*
 * cut_book_made: books of recon-cut of one system, for tests of their dates.
 */
#ifndef CUT_BOOK_MADE_H
#define CUT_BOOK_MADE_H

#include "cut/book/cut_book.h"
#include "test.h"

/* more is behind the keys of [cut] that all of them have. */
static inline struct cut_book
cut_book_made(const char *more, const char *zone, const char *cut,
    const char *fold, const char *calendar)
{
	struct told told = { 0 };
	struct buf b = { 0 };
	struct cut_book c;
	struct err e;

	buf_printf(&b,
	    "[cut]\nzone = %s\ncut-off = %s\nfold = %s\ncalendar = %s\n"
	    "first = 2026-01-05\n%s[system a]\nvalidates = yes\n",
	    zone, cut, fold, calendar, more);
	cut_book_read_text(&c, "pay.ini", buf_span(&b), &told, &e);
	for (size_t i = 0; i < told.n; i++) {
		test_broken = 1;
		printf("# %s\n", told.list[i].text);
	}
	told_free(&told);
	buf_free(&b);
	return c;
}

#endif
