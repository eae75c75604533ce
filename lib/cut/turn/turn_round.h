/*
 * turn_round: a round as it stands, with the book that it keeps, ready to be
 * asked what is next.
 */
#ifndef TURN_ROUND_H
#define TURN_ROUND_H

#include "cut/turn/turn.h"

/* Cleared with {0}, released with turn_round_free. Its first member may be read
 * anew into it. */
struct turn_round {
	struct truth_round kept;  /* owned */
	struct cut_book own;      /* owned: of the text that it keeps; */
	char own_digest[65];      /* and of which that is; "": none was read */
	struct cut_book *book;    /* borrowed: own, or where a new try would be
	                          * opened that of the turn */
	struct cut_stand *stands; /* owned */
	struct cut_round rule;    /* it points to stands */
	int32_t date, next;
};

/*
 * Reads how the round of a date stands, or what its next try would begin with.
 * ST_FAIL for a date that is none of the book; ST_DATA where what the round
 * keeps is no book any more.
 */
int turn_round_load(
    struct turn *, int32_t date, struct turn_round *, struct err *);

/* The place of a system, by its name, in the book of the round. ST_FAIL, with
 * all there are, where there is none. */
int turn_round_system(
    const struct turn_round *, const char *name, size_t *place, struct err *);

/* Its key, for the truth. */
struct truth_key turn_round_key(const struct turn *, const struct turn_round *);

void turn_round_free(struct turn_round *);

#endif
