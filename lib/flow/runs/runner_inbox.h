/*
 * runner_inbox: what the world told and no commit has yet: ends of attempts,
 * and orders. Copies, kept until a turn with them was committed.
 */
#ifndef RUNNER_INBOX_H
#define RUNNER_INBOX_H

#include "flow/world/world.h"

struct runner_end {
	int64_t attempt; /* below 0: an alarm's */
	enum world_found found;
	struct run_outcome outcome; /* its texts are owned */
	bool left;      /* another has its run: it is kept for a later turn */
	unsigned tries; /* turns that left it */
};

struct runner_order {
	struct world_order order; /* its texts are owned */
	enum status status;       /* the answer, once it is known */
	struct buf text;
};

/* Cleared with {0}, released with runner_inbox_free. */
struct runner_inbox {
	struct runner_end *ends; /* owned */
	size_t n_ends, cap_ends;
	struct runner_order *orders; /* owned */
	size_t n_orders, cap_orders;
};

void runner_inbox_end(struct runner_inbox *, const struct world_end *);
void runner_inbox_order(struct runner_inbox *, const struct world_order *);

/* Forgets the first ends, but for those that were left, and orders. */
void runner_inbox_drop(struct runner_inbox *, size_t ends, size_t orders);

void runner_inbox_free(struct runner_inbox *);

#endif
