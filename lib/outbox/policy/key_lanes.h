/*
 * key_lanes: events of one key go one after the other. One is in the lane of its
 * key until it is done or dead; those behind it wait outside.
 *
 * Keys of the same 64 bits of hash share a lane, which makes some wait that
 * need not.
 */
#ifndef KEY_LANES_H
#define KEY_LANES_H

#include "base/span.h"
#include "event/event_id.h"

enum { KEY_LANES_NONE = UINT32_MAX };

struct key_waiter {
	uint32_t slot; /* the caller's */
	uint32_t next; /* place of the one behind it, or KEY_LANES_NONE */
};

/* A lane that is used: somebody is in it, or was and died. */
struct key_lane {
	uint64_t hash;        /* 0: no lane */
	uint32_t first, last; /* who waits: places, or KEY_LANES_NONE */
	bool busy;
	bool has_dead;
	struct event_id dead; /* the last that died in it, or before it was */
	uint64_t dead_order;  /* and where that stands, the caller's */
};

/* Cleared with {0}. */
struct key_lanes {
	struct key_lane *lanes; /* owned: a hash table, cap a power of two */
	size_t n, cap;
	struct key_waiter *waiters; /* owned */
	size_t n_waiters, waiters_cap;
	uint32_t spare; /* first place of waiters to use again, + 1 */
};

/* What a lane is found by, never 0. */
uint64_t key_lanes_hash(struct span key);

/* True: it is in the lane. False: it waits, and comes out of key_lanes_leave. */
bool key_lanes_enter(struct key_lanes *, uint64_t hash, uint32_t slot);

/* The one in the lane leaves it. Returns the slot of the one that is in it now,
 * or KEY_LANES_NONE. */
uint32_t key_lanes_leave(struct key_lanes *, uint64_t hash);

/* One of that key has died, in the lane, before it leaves, or long ago. order:
 * where it stands among all. */
void key_lanes_died(
    struct key_lanes *, uint64_t hash, const struct event_id *, uint64_t order);

/* The last of the key that died, where it stands before order; else NULL. Until
 * the next call. */
const struct event_id *key_lanes_dead(
    const struct key_lanes *, uint64_t hash, uint64_t order);

void key_lanes_free(struct key_lanes *);

#endif
