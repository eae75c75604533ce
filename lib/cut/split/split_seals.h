/*
 * split_seals: which dates of a book were sealed at a step of the truth.
 *
 * Steps are numbered, and never change: of the same number the answer is the
 * same whenever it is asked for. Of a book that turns hours a date is sealed when
 * its last hour is.
 */
#ifndef SPLIT_SEALS_H
#define SPLIT_SEALS_H

#include "cut/book/cut_book.h"
#include "cut/truth/truth.h"

/* Cleared with {0}, released with split_seals_free. */
struct split_seals {
	int64_t as_of; /* the step */
	int32_t open;  /* the first date of the book that was not sealed then */
	int32_t next;  /* the date after it */
	int32_t *dates; /* owned, ascending: those that were sealed */
	size_t n, cap;
};

/* As of that step, the last there is where as_of is NULL; ST_FAIL for one that
 * there is not. */
int split_seals_read(struct split_seals *, struct truth *, struct cut_book *,
    const int64_t *as_of, struct err *);

/* Was the date sealed then? */
bool split_seals_has(const struct split_seals *, int32_t date);

/* How a date stood then. */
enum split_standing {
	SPLIT_BEFORE, /* the first date of the book: never turned by it */
	SPLIT_SEALED, /* what is of it is late */
	SPLIT_OPEN,
	SPLIT_NEXT,
	SPLIT_AHEAD, /* of that: nobody turned so far */
};

enum split_standing split_seals_standing(
    const struct split_seals *, const struct cut_book *, int32_t date);

void split_seals_free(struct split_seals *);

#endif
