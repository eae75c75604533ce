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

/* Each date whose cut-off has passed and that has no round that is decided,
 * oldest first; each returns -1 to end. */
int turn_dates_missed(struct turn *, struct cut_book *,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *);

/* How many these are. */
int turn_dates_count(
    struct turn *, struct cut_book *, uint32_t *missed, struct err *);

/* The last date that has a try, whatever became of it: 1; 0 where none has. */
int turn_dates_last(struct turn *, int32_t *date, struct err *);

#endif
