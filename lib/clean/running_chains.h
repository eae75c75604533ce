/*
 * running_chains: running balances beside each other, one for each account of a
 * bill that has several.
 */
#ifndef RUNNING_CHAINS_H
#define RUNNING_CHAINS_H

#include "base/span.h"
#include "clean/running_balance.h"

enum { RUNNING_CHAINS_MAX = 1 << 16 }; /* accounts, which memory has to hold */

struct running_chain {
	struct span account; /* owned */
	struct running_balance balance;
};

/* Cleared with {0}, released with running_chains_free. */
struct running_chains {
	struct running_chain *list; /* owned: in the order they were met */
	size_t n, cap;
	size_t *slots; /* private, owned: places + 1 in the list, by a hash; 0:
	                * free */
	size_t room;   /* private: slots, a power of two */
};

/* The balance of an account, a new one where it is met first: alive until the
 * next call. NULL, ST_DATA told, where there are too many. */
struct running_balance *running_chains_of(
    struct running_chains *, struct span account, struct err *);

/* As running_balance_end, of the first account whose balances do not hold; its
 * name is told before the reason, unless that is empty. */
int running_chains_end(
    const struct running_chains *, struct span column, struct err *);

void running_chains_free(struct running_chains *);

#endif
