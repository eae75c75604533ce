/* Which event is sent next. */
#include "base/mem.h"
#include "outbox/send/delivery.h"
#include "sys/clock.h"

bool
delivery_is_in_order(const struct delivery *d)
{
	return d->target->settings->order == TARGET_ORDER_KEY;
}

static uint32_t
new_slot(struct delivery *d)
{
	uint32_t at = d->spare;

	d->used++;
	if (at != DELIVERY_NO_SLOT) {
		d->spare = d->slots[at].next;
		return at;
	}
	d->slots =
	    mem_grow(d->slots, &d->slots_cap, d->n_slots + 1, sizeof *d->slots);
	return (uint32_t)d->n_slots++;
}

void
delivery_wait(struct delivery *d, uint32_t slot, int64_t due_s)
{
	d->slots[slot].due_s = due_s;
	due_queue_put(&d->waiting, due_s, slot);
}

void
delivery_release(struct delivery *d, uint32_t slot)
{
	struct delivery_slot *s = &d->slots[slot];
	uint32_t next = KEY_LANES_NONE;

	if (s->lane)
		next = key_lanes_leave(&d->lanes, s->lane);
	s->next = d->spare;
	d->spare = slot;
	d->used--;
	if (next != KEY_LANES_NONE)
		delivery_wait(d, next, d->slots[next].due_s);
}

/* When an event that was never tried is due. */
static int64_t
first_due(struct delivery *d, const struct pending_event *ev)
{
	uint32_t pause = d->target->settings->retry[0];
	int64_t due = clock_wall_s() + pause;

	if (ev->tries || ev->due_s || pause == 0)
		return ev->due_s;
	pending_retry(
	    d->pending, &ev->ref, 0, due, SPAN("its first try is later"));
	return due;
}

/* The lane of its key, or 0. */
static uint64_t
lane_of(const struct delivery *d, const struct pending_event *ev)
{
	return delivery_is_in_order(d) && ev->key.len ? key_lanes_hash(ev->key)
						      : 0;
}

/* What comes behind one that died, in whatever run, is marked. */
static void
note_dead(struct delivery *d, const struct pending_event *ev)
{
	uint64_t lane = lane_of(d, ev);

	if (lane)
		key_lanes_died(
		    &d->lanes, lane, &ev->ref.id, pending_order(&ev->ref));
}

/* Takes an event from the outbox; it may be that it has to wait. */
static void
take(struct delivery *d, const struct pending_event *ev)
{
	uint32_t at = new_slot(d);
	struct delivery_slot *s = &d->slots[at];

	*s = (struct delivery_slot){
		.ref = ev->ref,
		.lane = lane_of(d, ev),
		.due_s = first_due(d, ev),
		.tries = ev->tries,
		.kind = ev->kind,
	};
	if (s->lane && !key_lanes_enter(&d->lanes, s->lane, at))
		return;
	if (s->due_s > clock_wall_s())
		delivery_wait(d, at, s->due_s);
	else
		d->ready = at;
}

bool
delivery_fetch(struct delivery *d)
{
	struct pending_event ev = { 0 };
	struct err e;

	if (d->ready != DELIVERY_NO_SLOT ||
	    due_queue_take(&d->waiting, clock_wall_s(), &d->ready))
		return true;
	while (!d->drained && d->used < DELIVERY_SLOTS &&
	    d->ready == DELIVERY_NO_SLOT) {
		int got = pending_next(d->pending, &ev, &e);

		if (got > 0 && ev.dead)
			note_dead(d, &ev);
		else if (got > 0)
			take(d, &ev);
		else
			d->drained = true;
		if (got < 0)
			delivery_fail(d, &e);
	}
	return d->ready != DELIVERY_NO_SLOT;
}
