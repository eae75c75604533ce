/* What an answer means for its event and its target. */
#include <stdlib.h>

#include "base/mem.h"
#include "outbox/send/delivery.h"
#include "sys/clock.h"
#include "text/tsv.h"

void
delivery_fail(struct delivery *d, const struct err *e)
{
	if (!d->target->trouble.text[0])
		d->target->trouble = *e;
	delivery_stop(d);
}

void
delivery_note_left(struct delivery *d, struct span reason)
{
	if (!d->target->left && reason.len)
		d->target->left = mem_dup(reason);
}

int64_t
delivery_left_alone(const struct delivery *d)
{
	int64_t until = pending_breaker(d->pending).until_s;

	return until > clock_wall_s() ? until : 0;
}

bool
delivery_is_probing(const struct delivery *d)
{
	return pending_breaker(d->pending).pause_s > 0;
}

/* The target answers: it need not be left alone. */
static void
close_breaker(struct delivery *d)
{
	d->in_row = 0;
	d->start_pause = 0;
	if (delivery_is_probing(d))
		pending_set_breaker(
		    d->pending, (struct pending_breaker){ 0, 0 });
}

/* One more that may be tried again. What was under way when the target was left
 * alone says nothing new. */
static void
count_retry(struct delivery *d)
{
	struct pending_breaker b = pending_breaker(d->pending);

	if (delivery_left_alone(d))
		return;
	if (++d->in_row < SENDER_BREAKER && b.pause_s == 0)
		return;
	b.pause_s = b.pause_s ? 2 * b.pause_s : SENDER_PAUSE;
	if (b.pause_s > SENDER_PAUSE_MAX)
		b.pause_s = SENDER_PAUSE_MAX;
	b.until_s = clock_wall_s() + retry_pause(&d->chance, b.pause_s);
	pending_set_breaker(d->pending, b);
	d->in_row = 0;
}

/* What is kept of the values: not the reply, which may be long, but whom the
 * event came behind. */
static struct span
values_kept(
    struct delivery *d, struct delivery_slot *ev, const struct answer *a)
{
	struct span rest = buf_span(&a->values), value;
	const struct event_id *dead = ev->lane
	    ? key_lanes_dead(&d->lanes, ev->lane, pending_order(&ev->ref))
	    : NULL;
	char id[EVENT_ID_TEXT + 1];

	buf_clear(&d->line);
	if (rest.len)
		tsv_next(&rest, &value); /* nothing, before the first TAB */
	else
		rest.p = NULL;
	while (tsv_next(&rest, &value)) {
		if (span_begins(value, SPAN("reply=")))
			continue;
		buf_byte(&d->line, '\t');
		buf_add(&d->line, value);
	}
	if (dead) {
		event_id_format(dead, id);
		buf_printf(&d->line, "\tafter=%s", id);
	}
	return buf_span(&d->line);
}

static bool
die(struct delivery *d, struct delivery_slot *ev, uint32_t tries,
    struct span reason, const struct answer *a)
{
	pending_dead(
	    d->pending, &ev->ref, tries, reason, values_kept(d, ev, a));
	if (ev->lane)
		key_lanes_died(
		    &d->lanes, ev->lane, &ev->ref.id, pending_order(&ev->ref));
	return true;
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* It is tried again, or was tried often enough. */
static bool
try_again(struct delivery *d, struct delivery_slot *ev, bool given,
    const struct answer *a)
{
	const struct target_common *s = d->target->settings;
	bool counts = given && !answer_says(a, "paced", SPAN("yes"));
	int64_t now = clock_wall_s(), pause = 0;
	uint32_t tries = ev->tries + counts;

	if (counts) {
		count_retry(d);
		if (tries >= s->n_retry)
			return die(d, ev, tries, buf_span(&a->reason), a);
		pause = retry_pause(&d->chance, s->retry[tries]);
	} else if (given && a->seconds < 0) {
		pause = 1; /* it was not said when */
	}
	ev->tries = tries;
	ev->due_s = now + later(pause, a->seconds);
	pending_retry(
	    d->pending, &ev->ref, tries, ev->due_s, buf_span(&a->reason));
	delivery_note_left(d, buf_span(&a->reason));
	return false;
}

/* What an asking event was answered. 1: kept; 0: not now; -1: never. */
static int
ask_caller(struct delivery *d, struct delivery_slot *ev, const struct answer *a,
    struct err *e)
{
	struct pending_event event;

	if (ev->kind == OUTBOX_EVENT || !d->rules->ok)
		return 1;
	if (pending_read(d->pending, &ev->ref, &event, e))
		return 0;
	if (d->rules->ok(d->rules->arg, d->target, &event, a, e) == 0)
		return 1;
	return e->status == ST_DATA ? -1 : 0;
}

static bool
done(struct delivery *d, struct delivery_slot *ev, struct answer *a)
{
	struct err e;
	int kept = ask_caller(d, ev, a, &e);

	if (kept > 0) {
		pending_ok(
		    d->pending, &ev->ref, ev->tries + 1, values_kept(d, ev, a));
		return true;
	}
	if (kept < 0)
		return die(d, ev, ev->tries + 1, span_str(e.text), a);
	answer_clear(a);
	answer_retry(a, ANSWER_SOON, "%s", e.text);
	return try_again(d, ev, true, a);
}

bool
delivery_settle(
    struct delivery *d, struct delivery_slot *ev, bool given, struct answer *a)
{
	switch (a->kind) {
	case ANSWER_OK:
		close_breaker(d);
		return done(d, ev, a);
	case ANSWER_FAIL:
		close_breaker(d);
		if (answer_says(a, "target", SPAN("gone"))) {
			pending_set_gone(d->pending, buf_span(&a->reason));
			delivery_stop(d);
		}
		return die(d, ev, ev->tries + 1, buf_span(&a->reason), a);
	case ANSWER_RETRY:
	case ANSWER_NONE:
		break;
	}
	return try_again(d, ev, given, a);
}
