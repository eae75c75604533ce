#include "outbox/send/delivery.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "sys/clock.h"
#include "value/time/utc_text.h"

enum {
	MS = 1000,
	LOCK_STEP_MS = 100,
	START_MS = 1000,      /* before a transport that failed is started */
	START_MAX_MS = 30000, /* again: doubled up to this */
};

void
delivery_begin(
    struct delivery *d, struct sender_target *t, const struct sender_rules *r)
{
	*d = (struct delivery){
		.target = t,
		.rules = r,
		.outbox = *r->outbox,
		.lock_until =
		    clock_monotonic_ms() + (int64_t)r->outbox->wait_s * MS,
		.spare = DELIVERY_NO_SLOT,
		.ready = DELIVERY_NO_SLOT,
		.chance = retry_chance_of_now(),
	};
	d->outbox.wait_s = 0;
}

static void
say(const struct delivery *d, const char *line)
{
	if (d->rules->say)
		d->rules->say(d->rules->arg, d->target, line);
}

/* What was answered to a sender that was killed. */
static int
take_left_answers(struct delivery *d, struct err *e)
{
	struct answer a = { 0 };
	struct pending_event ev;
	struct span line, id;
	int got;

	while ((got = pending_left_answer(d->pending, &ev, &line, e)) == 1) {
		struct delivery_slot event = {
			.ref = ev.ref, .kind = ev.kind, .tries = ev.tries
		};

		if (answer_parse(&a, line, &id, e) == 0)
			delivery_settle(d, &event, true, &a);
	}
	answer_free(&a);
	return got;
}

static void
open_pending(struct delivery *d)
{
	struct err e;

	if (clock_monotonic_ms() < d->lock_next)
		return;
	d->pending = pending_open(&d->outbox, d->target->name, &e);
	if (!d->pending && e.status == ST_AGAIN &&
	    clock_monotonic_ms() < d->lock_until) {
		d->lock_next = clock_monotonic_ms() + LOCK_STEP_MS;
		return;
	}
	if (!d->pending) {
		delivery_fail(d, &e);
		d->over = true;
		return;
	}
	if (delivery_is_in_order(d))
		pending_want_dead(d->pending);
	if (pending_damage(d->pending))
		say(d, pending_damage(d->pending));
	if (take_left_answers(d, &e))
		delivery_fail(d, &e);
	if (pending_gone(d->pending))
		delivery_stop(d);
}

void
delivery_stop(struct delivery *d)
{
	d->stopping = true;
	courier_finish(&d->courier);
}

static void
take_answers(struct delivery *d)
{
	struct courier_answer *a = &d->answer;
	bool some = false;

	while (courier_answer(&d->courier, a)) {
		uint32_t at = (uint32_t)a->tag;
		struct delivery_slot *s = &d->slots[at];

		if (delivery_settle(d, s, a->given, &a->answer))
			delivery_release(d, at);
		else
			delivery_wait(d, at, s->due_s);
		some = true;
	}
	if (some)
		pending_answers_taken(
		    d->pending, courier_answers_taken(&d->courier));
}

/* A transport that is over, and was not to be: it may be started again, but not
 * at once. */
static void
look_at_fault(struct delivery *d)
{
	struct span fault = courier_fault(&d->courier);
	struct err e;

	if (!courier_is_over(&d->courier) || fault.len == 0)
		return;
	delivery_note_left(d, fault);
	err_set(&e, ST_FAIL, "%.*s", (int)fault.len, fault.p);
	if (courier_has_refused(&d->courier)) {
		delivery_fail(d, &e);
	} else {
		say(d, e.text);
		d->start_pause = d->start_pause ? 2 * d->start_pause : START_MS;
		if (d->start_pause > START_MAX_MS)
			d->start_pause = START_MAX_MS;
		d->start_at = clock_monotonic_ms() + d->start_pause;
	}
	courier_free(&d->courier);
}

/* May one more be sent? */
static bool
may_send(struct delivery *d)
{
	if (d->stopping || delivery_left_alone(d))
		return false;
	return !delivery_is_probing(d) || d->courier.owed.n == 0;
}

static void
start(struct delivery *d)
{
	const struct courier_setup s = {
		.transport = d->target->transport,
		.targets = d->rules->targets,
		.target = d->target->name,
		.answers = pending_answers_path(d->pending),
		.hold = pending_lock_fd(d->pending),
		.answer_within = d->target->settings->answer_within,
	};
	struct err e;

	if (clock_monotonic_ms() >= d->start_at &&
	    courier_start(&d->courier, &s, &e))
		delivery_fail(d, &e);
}

static void
put(struct delivery *d)
{
	const struct delivery_slot *s = &d->slots[d->ready];
	struct pending_event ev;
	char id[EVENT_ID_TEXT + 1];
	struct err e;

	if (pending_read(d->pending, &s->ref, &ev, &e)) {
		delivery_fail(d, &e);
		return;
	}
	event_id_format(&ev.ref.id, id);
	courier_put(&d->courier, d->ready, span_str(id), ev.json);
	d->ready = DELIVERY_NO_SLOT;
}

static void
send(struct delivery *d)
{
	while (may_send(d) && delivery_fetch(d)) {
		if (courier_is_over(&d->courier))
			start(d);
		if (courier_room(&d->courier) == 0)
			break;
		put(d);
	}
	courier_step(&d->courier);
}

/* Nothing is left that could be sent, now or later. */
static bool
is_through(const struct delivery *d)
{
	return d->drained && d->used == 0;
}

void
delivery_step(struct delivery *d)
{
	struct err e;

	if (d->over)
		return;
	if (!d->pending)
		open_pending(d);
	if (!d->pending)
		return;
	courier_step(&d->courier);
	take_answers(d);
	look_at_fault(d);
	send(d);
	if (pending_write(d->pending, &e))
		delivery_fail(d, &e);
	if (is_through(d))
		delivery_stop(d);
	d->over = d->stopping && courier_is_over(&d->courier);
}

size_t
delivery_poll(const struct delivery *d, struct pollfd *fds)
{
	return d->over ? 0 : courier_poll(&d->courier, fds);
}

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* A moment of the wall clock as one of the other, INT64_MAX as it is. */
static int64_t
as_monotonic(int64_t wall_s)
{
	if (wall_s >= INT64_MAX / MS)
		return INT64_MAX;
	return clock_monotonic_ms() + wall_s * MS - clock_wall_ms();
}

/* When something may be sent again. */
static int64_t
send_due(const struct delivery *d)
{
	int64_t alone = delivery_left_alone(d), due;

	if (d->courier.owed.n && delivery_is_probing(d))
		return INT64_MAX; /* its answer is awaited */
	due = d->ready != DELIVERY_NO_SLOT
	    ? 0
	    : as_monotonic(due_queue_next(&d->waiting));
	if (alone)
		due = as_monotonic(alone);
	if (courier_is_over(&d->courier) && due < d->start_at)
		due = d->start_at;
	return due;
}

int64_t
delivery_due(const struct delivery *d)
{
	int64_t due;
	int sync;

	if (d->over)
		return INT64_MAX;
	if (!d->pending)
		return d->lock_next;
	due = courier_due(&d->courier);
	if (!d->stopping &&
	    (courier_room(&d->courier) || courier_is_over(&d->courier)))
		due = earlier(due, send_due(d));
	sync = pending_sync_ms(d->pending);
	return sync < 0 ? due : earlier(due, clock_monotonic_ms() + sync);
}

bool
delivery_is_busy(const struct delivery *d)
{
	return !d->over && (!d->pending || courier_is_busy(&d->courier));
}
