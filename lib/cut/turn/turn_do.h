/*
 * turn_do: a command carried out on a round, step by step, until it is done, has
 * to wait, or is refused. Everything that was done is said.
 */
#ifndef TURN_DO_H
#define TURN_DO_H

#include "cut/turn/turn_round.h"

/* All is borrowed. */
struct turn_order {
	enum cut_command command;
	int32_t date;
	const char *system; /* by name; NULL: all */
};

/*
 * Does it. *status: ST_OK where it is done or was done before, ST_AGAIN where it
 * can not be done yet, ST_DIFFER where it is refused, ST_DATA for an answer that
 * lacks what it should say: then it is said why.
 */
int turn_do(struct turn *, const struct turn_order *, enum status *status,
    struct err *);

/* A person's word that a system has come to where the step would bring it:
 * announced, cut, ready, complete, locked or withdrawn. Likewise. */
int turn_do_step(struct turn *, int32_t date, const char *system,
    const char *step, enum status *status, struct err *);

/* What is next for a command, where nothing is to be done yet: the round is
 * loaded. */
int turn_do_look(struct turn *, const struct turn_order *, struct turn_round *,
    struct cut_next *, struct err *);

/* Says what it waits for, or why it is refused, as turn_do does. */
void turn_do_tell(struct turn *, const struct turn_round *,
    const struct cut_next *, enum status *);

#endif
