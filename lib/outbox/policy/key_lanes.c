#include "outbox/policy/key_lanes.h"

#include <stdlib.h>

#include "base/mem.h"

enum { FIRST_CAP = 64 };

/* FNV-1a. */
uint64_t
key_lanes_hash(struct span key)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < key.len; i++)
		h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3u;
	return h ? h : 1;
}

/* Its place, or the free one where it would be. */
static struct key_lane *
place(const struct key_lanes *l, uint64_t hash)
{
	size_t i = hash & (l->cap - 1);

	while (l->lanes[i].hash && l->lanes[i].hash != hash)
		i = (i + 1) & (l->cap - 1);
	return &l->lanes[i];
}

static void
grow(struct key_lanes *l)
{
	struct key_lanes old = *l;

	if (l->cap && l->n * 2 < l->cap)
		return;
	l->cap = old.cap ? 2 * old.cap : FIRST_CAP;
	l->lanes = mem_zeroed(l->cap, sizeof *l->lanes);
	for (size_t i = 0; i < old.cap; i++)
		if (old.lanes[i].hash)
			*place(l, old.lanes[i].hash) = old.lanes[i];
	free(old.lanes);
}

/* Takes a lane out of the table: those behind it may move up. */
static void
drop(struct key_lanes *l, struct key_lane *lane)
{
	size_t i = (size_t)(lane - l->lanes);

	lane->hash = 0;
	l->n--;
	for (;;) {
		struct key_lane moved;

		i = (i + 1) & (l->cap - 1);
		if (!l->lanes[i].hash)
			return;
		moved = l->lanes[i];
		l->lanes[i].hash = 0;
		*place(l, moved.hash) = moved;
	}
}

static uint32_t
new_waiter(struct key_lanes *l, uint32_t slot)
{
	uint32_t at;

	if (l->spare) {
		at = l->spare - 1;
		l->spare = l->waiters[at].next;
	} else {
		l->waiters = mem_grow(l->waiters, &l->waiters_cap,
		    l->n_waiters + 1, sizeof *l->waiters);
		at = (uint32_t)l->n_waiters++;
	}
	l->waiters[at] = (struct key_waiter){ slot, KEY_LANES_NONE };
	return at;
}

/* Its lane, made where there is none. */
static struct key_lane *
lane_of(struct key_lanes *l, uint64_t hash)
{
	struct key_lane *lane;

	grow(l);
	lane = place(l, hash);
	if (!lane->hash) {
		*lane = (struct key_lane){ .hash = hash,
			.first = KEY_LANES_NONE,
			.last = KEY_LANES_NONE };
		l->n++;
	}
	return lane;
}

bool
key_lanes_enter(struct key_lanes *l, uint64_t hash, uint32_t slot)
{
	struct key_lane *lane = lane_of(l, hash);
	uint32_t at;

	if (!lane->busy)
		return lane->busy = true;
	at = new_waiter(l, slot);
	if (lane->first == KEY_LANES_NONE)
		lane->first = at;
	else
		l->waiters[lane->last].next = at;
	lane->last = at;
	return false;
}

uint32_t
key_lanes_leave(struct key_lanes *l, uint64_t hash)
{
	struct key_lane *lane = place(l, hash);
	struct key_waiter *w;
	uint32_t at = lane->first, slot;

	if (at == KEY_LANES_NONE) {
		lane->busy = false;
		if (!lane->has_dead)
			drop(l, lane);
		return KEY_LANES_NONE;
	}
	w = &l->waiters[at];
	slot = w->slot;
	lane->first = w->next;
	w->next = l->spare;
	l->spare = at + 1;
	return slot;
}

void
key_lanes_died(struct key_lanes *l, uint64_t hash, const struct event_id *id,
    uint64_t order)
{
	struct key_lane *lane = lane_of(l, hash);

	lane->has_dead = true;
	lane->dead = *id;
	lane->dead_order = order;
}

const struct event_id *
key_lanes_dead(const struct key_lanes *l, uint64_t hash, uint64_t order)
{
	const struct key_lane *lane = l->cap ? place(l, hash) : NULL;

	return lane && lane->hash && lane->has_dead && lane->dead_order < order
	    ? &lane->dead
	    : NULL;
}

void
key_lanes_free(struct key_lanes *l)
{
	free(l->lanes);
	free(l->waiters);
	*l = (struct key_lanes){ 0 };
}
