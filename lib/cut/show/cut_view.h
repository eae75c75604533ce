/*
 * cut_view: a round with what people ask about it: what comes next, since when
 * nothing has moved, what each system last said.
 */
#ifndef CUT_VIEW_H
#define CUT_VIEW_H

#include "cut/turn/turn_round.h"

/* What a system said last that moved nothing; texts owned, NULL where it said
 * nothing since its last step. */
struct cut_view_said {
	char *what, *why;
};

/* Cleared with {0}, released with cut_view_free. */
struct cut_view {
	struct turn_round round;    /* owned */
	struct cut_view_said *said; /* owned: one a system */
	struct buf why; /* owned: why it goes or went back, or was not tied;
	                 * or no bytes */
	uint32_t missed;
	int32_t first_missed;
	const char *command;  /* that comes next, NULL: none */
	struct cut_next next; /* of it */
	int64_t moved;        /* the last change of any of it; 0: no try */
	bool stuck; /* it has not moved for longer than the book says */
};

int cut_view_load(struct cut_view *, struct turn *, int32_t date, struct err *);
void cut_view_free(struct cut_view *);

/* How a system of it is kept; NULL where it has no try, or another one of the
 * book as it is now. */
const struct truth_stand *cut_view_stand(
    const struct cut_view *, size_t system);

/* The date that is looked at where none is said: the last that has a try, or
 * the first of the book. */
int cut_view_date(struct turn *, int32_t *date, struct err *);

#endif
