/*
 * turn_write: what was done with a round, written into the store.
 */
#ifndef TURN_WRITE_H
#define TURN_WRITE_H

#include "cut/rule/cut_change.h"
#include "cut/turn/turn_round.h"

/* The words of a step beside what it changes. Borrowed. */
struct turn_words {
	const char *what, *why;       /* why: or NULL */
	struct span evidence;         /* or no bytes */
	const struct buf *sent, *got; /* as truth_move has them, and seen */
	int64_t seen;
};

/* Does the change, here and in the round in memory; *moved false where somebody
 * else was there first: then nothing is changed, and the round is to be loaded
 * again. */
int turn_write(struct turn *, struct turn_round *, const struct cut_change *,
    const struct turn_words *, bool *moved, struct err *);

/* Opens the next try, with the book as it is now; likewise. */
int turn_write_try(
    struct turn *, struct turn_round *, bool late, bool *moved, struct err *);

/* Writes what a system said that changes nothing, or what is said of the round
 * (the number of systems); once, as long as nothing else comes of it. */
int turn_write_said(struct turn *, const struct turn_round *, size_t system,
    const struct turn_words *, struct err *);

#endif
