#include "clean/running_chains.h"

#include <stdlib.h>

#include "base/mem.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { LEAST = 16 }; /* slots */

/* The slot of an account, or the free one for it. */
static size_t *
slot_of(const struct running_chains *c, struct span account)
{
	size_t i = XXH3_64bits(account.p, account.len) & (c->room - 1);

	while (
	    c->slots[i] && !span_eq(c->list[c->slots[i] - 1].account, account))
		i = (i + 1) & (c->room - 1);
	return &c->slots[i];
}

/* At least half of the slots are free. */
static void
make_room(struct running_chains *c)
{
	if (c->n < c->room / 2)
		return;
	c->room = c->room ? c->room * 2 : LEAST;
	free(c->slots);
	c->slots = mem_zeroed(c->room, sizeof *c->slots);
	for (size_t i = 0; i < c->n; i++)
		*slot_of(c, c->list[i].account) = i + 1;
}

struct running_balance *
running_chains_of(struct running_chains *c, struct span account, struct err *e)
{
	size_t *slot;

	make_room(c);
	slot = slot_of(c, account);
	if (*slot)
		return &c->list[*slot - 1].balance;
	if (c->n == RUNNING_CHAINS_MAX) {
		err_set(
		    e, ST_DATA, "more than %d accounts", RUNNING_CHAINS_MAX);
		return NULL;
	}
	c->list = mem_grow(c->list, &c->cap, c->n + 1, sizeof *c->list);
	c->list[c->n] = (struct running_chain){ .account = { mem_dup(account),
						    account.len } };
	*slot = c->n + 1;
	return &c->list[c->n++].balance;
}

int
running_chains_end(
    const struct running_chains *c, struct span column, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		struct span account = c->list[i].account;

		if (running_balance_end(&c->list[i].balance, column, e) == 0)
			continue;
		return account.len ? err_at(e, excerpt(account).s, 0) : -1;
	}
	return 0;
}

void
running_chains_free(struct running_chains *c)
{
	for (size_t i = 0; i < c->n; i++)
		free((char *)c->list[i].account.p);
	free(c->list);
	free(c->slots);
	*c = (struct running_chains){ .n = 0 };
}
