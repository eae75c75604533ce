/*
 * turn_dates: what of a book's other rounds matters to one, and the dates that
 * were missed.
 */
#ifndef TURN_DATES_H
#define TURN_DATES_H

#include "cut/turn/turn.h"

struct turn_dates {
	bool before_sealed, before_locked; /* as cut_rule.h has them */
	bool out_of_turn;
	int32_t in_turn;
};

/* Of a date of this book, which is that of a round or the one in the turn. What
 * is before it is known from the rounds alone, whatever the calendar says. */
int turn_dates_of(struct turn *, struct cut_book *, int32_t date,
    struct turn_dates *, struct err *);

enum turn_place {
	TURN_PLACE_HAS,    /* it has a try that was not withdrawn */
	TURN_PLACE_NEXT,   /* the systems were turned to it, last */
	TURN_PLACE_BEHIND, /* it lies behind that one; so do all where they
	                    * never were turned */
	TURN_PLACE_PASSED, /* they were turned past it */
};

/* Where a date lies from what the systems were turned to by rounds that are
 * decided, whatever the book and its calendar say. */
int turn_dates_place(
    struct turn *, int32_t date, enum turn_place *, struct err *);

/* Is it a date that rounds of the book turn: one of the book that the systems
 * were not turned past, or one that they have, of the book or not? */
int turn_dates_is(
    struct turn *, struct cut_book *, int32_t date, bool *is, struct err *);

/* Each date whose cut-off has passed and that has no round that is decided,
 * oldest first; each returns -1 to end. */
int turn_dates_missed(struct turn *, struct cut_book *,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *);

/* How many these are. */
int turn_dates_count(
    struct turn *, struct cut_book *, uint32_t *missed, struct err *);

/* The date of the last round: 1; 0 where there is none. One that was withdrawn
 * is none, but where the systems were turned to its date. */
int turn_dates_last(struct turn *, int32_t *date, struct err *);

#endif
