#include "net/amqp/amqp_serve.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "sys/clock.h"
#include "transport/answer.h"
#include "transport/events_in.h"
#include "transport/serve.h"

/* A message that was published and not confirmed. */
struct slot {
	uint64_t tag;  /* 0: free */
	int64_t until; /* monotonic: when we wait no more */
	bool returned;
	struct buf id, why; /* owned; why it was returned */
};

struct serving {
	const struct broker_settings *settings;
	const char *exchange, *routing_key;
	unsigned window;
	struct broker *broker; /* owned; NULL: no connection */
	struct events_in in;
	struct event event; /* the one that waits, where held */
	bool held;          /* an event waits, for the broker is blocked */
	int64_t held_until;
	bool blocked;
	struct buf blocked_why; /* owned */
	struct slot *slots;     /* owned, a window of them */
	size_t busy;
	struct broker_word word;
	struct answer answer;
	struct buf out;
	bool bad; /* a line was none; told in why */
	struct err why;
};

static void
give(struct serving *s, struct span id)
{
	answer_format(&s->out, id, &s->answer);
}

static int64_t
limit(const struct serving *s)
{
	return clock_monotonic_ms() + (int64_t)s->settings->timeout * 1000;
}

static void
end_slot(struct serving *s, struct slot *slot)
{
	give(s, buf_span(&slot->id));
	slot->tag = 0;
	s->busy--;
}

/* The connection is of no more use: who was not confirmed is tried again, or
 * not, as e says. */
static void
drop(struct serving *s, const struct err *e)
{
	for (unsigned i = 0; i < s->window; i++) {
		if (!s->slots[i].tag)
			continue;
		answer_clear(&s->answer);
		if (e->status == ST_FAIL)
			answer_fail(&s->answer, "%s", e->text);
		else
			answer_retry(&s->answer, ANSWER_SOON, "%s", e->text);
		end_slot(s, &s->slots[i]);
	}
	broker_close(s->broker, false);
	s->broker = NULL;
	s->blocked = false;
}

static struct slot *
free_slot(struct serving *s)
{
	for (unsigned i = 0; i < s->window; i++)
		if (!s->slots[i].tag)
			return &s->slots[i];
	return NULL;
}

static void
retry_event(struct serving *s, const char *why)
{
	answer_clear(&s->answer);
	answer_retry(&s->answer, ANSWER_SOON, "%s", why);
	give(s, s->event.id);
}

/* Publishes the event, or says why not now. */
static void
publish(struct serving *s)
{
	struct slot *slot = free_slot(s);
	const struct broker_message m = { s->exchange, s->routing_key,
		"application/cloudevents+json; charset=UTF-8", s->event.id,
		buf_span(&s->event.line) };
	struct err e;

	if (!s->broker)
		s->broker = broker_open(s->settings, &e);
	if (!s->broker) {
		retry_event(s, e.text);
		return;
	}
	if (broker_publish(s->broker, &m, &slot->tag, &e)) {
		slot->tag = 0;
		drop(s, &e);
		retry_event(s, e.text);
		return;
	}
	slot->until = limit(s);
	slot->returned = false;
	buf_clear(&slot->id);
	buf_add(&slot->id, s->event.id);
	s->busy++;
}

/* Publishes what is there, while there is room and the broker takes it. */
static void
take_events(struct serving *s)
{
	while (!s->held && !s->bad && free_slot(s)) {
		int got = events_in_next(&s->in, &s->event, &s->why);

		s->bad |= got < 0;
		if (got <= 0)
			return;
		if (s->blocked) {
			s->held = true;
			s->held_until = limit(s);
		} else
			publish(s);
	}
}

static void
confirm(struct serving *s, struct slot *slot, bool taken)
{
	answer_clear(&s->answer);
	if (!taken)
		answer_retry(&s->answer, ANSWER_SOON,
		    "refused by the broker (basic.nack): a queue is full, or "
		    "it is in trouble");
	else if (slot->returned)
		answer_fail(&s->answer, "returned: %.*s", (int)slot->why.len,
		    slot->why.p);
	else
		answer_ok(&s->answer);
	end_slot(s, slot);
}

static void
confirm_all(struct serving *s, bool taken)
{
	const struct broker_word *w = &s->word;

	for (unsigned i = 0; i < s->window; i++) {
		struct slot *slot = &s->slots[i];

		if (slot->tag &&
		    (slot->tag == w->tag ||
			(w->all_before && (slot->tag < w->tag || w->tag == 0))))
			confirm(s, slot, taken);
	}
}

static void
mark_returned(struct serving *s)
{
	for (unsigned i = 0; i < s->window; i++) {
		struct slot *slot = &s->slots[i];

		if (!slot->tag || !span_eq(buf_span(&slot->id), s->word.id))
			continue;
		slot->returned = true;
		buf_clear(&slot->why);
		buf_add(&slot->why, buf_span(&s->word.why));
	}
}

static void
block(struct serving *s, bool blocked)
{
	s->blocked = blocked;
	buf_clear(&s->blocked_why);
	if (blocked)
		buf_add(&s->blocked_why, buf_span(&s->word.why));
}

/* Hears all that the broker has said. */
static void
hear(struct serving *s)
{
	enum broker_said said = BROKER_NOTHING;
	struct err e;

	while (s->broker &&
	    (said = broker_next(s->broker, &s->word, &e)) != BROKER_NOTHING) {
		if (said == BROKER_ERROR)
			drop(s, &e);
		else if (said == BROKER_TOOK || said == BROKER_REFUSED)
			confirm_all(s, said == BROKER_TOOK);
		else if (said == BROKER_RETURNED)
			mark_returned(s);
		else
			block(s, said == BROKER_BLOCKED);
	}
}

static void
answer_late(struct serving *s)
{
	answer_clear(&s->answer);
	if (s->blocked)
		answer_retry(&s->answer, ANSWER_SOON,
		    "blocked by the broker: %.*s", (int)s->blocked_why.len,
		    s->blocked_why.p);
	else
		answer_retry(&s->answer, ANSWER_SOON, "no confirm within %u s",
		    s->settings->timeout);
}

/* What has waited too long is given back; a confirm that comes later finds
 * nobody. */
static void
give_back(struct serving *s)
{
	int64_t now = clock_monotonic_ms();

	for (unsigned i = 0; i < s->window; i++) {
		if (!s->slots[i].tag || s->slots[i].until > now)
			continue;
		answer_late(s);
		end_slot(s, &s->slots[i]);
	}
	if (!s->held || (s->blocked && s->held_until > now))
		return;
	s->held = false;
	if (s->blocked) {
		answer_late(s);
		give(s, s->event.id);
	} else
		publish(s);
}

/* Waits for an event, or the broker, no longer than its heart may be still. */
static int
wait_for_any(struct serving *s, bool reads, bool *readable, struct err *e)
{
	struct pollfd p[] = {
		{ reads ? STDIN_FILENO : -1, POLLIN, 0 },
		{ s->broker ? broker_fd(s->broker) : -1, POLLIN, 0 },
	};
	int ms = s->broker ? broker_pulse_ms(s->broker) : -1;

	*readable = false;
	if (poll(p, 2, ms) < 0)
		return errno == EINTR ? 0 : err_sys(e, ST_FAIL, "poll");
	*readable = p[0].revents != 0;
	return 0;
}

static int
serve_all(struct serving *s, struct err *e)
{
	for (;;) {
		bool readable, reads, gave;

		take_events(s);
		hear(s);
		give_back(s);
		gave = s->out.len > 0;
		if (serve_answers(&s->out, e))
			return -1;
		if (gave) /* so there is room for what was read already */
			continue;
		reads = !s->in.ended && !s->bad && !s->held && free_slot(s);
		if (s->busy == 0 && !s->held && !reads)
			return 0;
		if (wait_for_any(s, reads, &readable, e))
			return -1;
		if (readable && events_in_read(&s->in, &s->why))
			s->bad = true;
	}
}

static void
release(struct serving *s)
{
	if (s->broker)
		broker_close(s->broker, true);
	for (unsigned i = 0; i < s->window; i++) {
		buf_free(&s->slots[i].id);
		buf_free(&s->slots[i].why);
	}
	free(s->slots);
	events_in_free(&s->in);
	event_free(&s->event);
	answer_free(&s->answer);
	buf_free(&s->word.why);
	buf_free(&s->blocked_why);
	buf_free(&s->out);
}

int
amqp_serve(const struct broker_settings *settings, unsigned window,
    const char *exchange, const char *routing_key, struct err *e)
{
	struct serving s = { .settings = settings,
		.exchange = exchange,
		.routing_key = routing_key,
		.window = window };
	int r;

	s.slots = mem_zeroed(window, sizeof *s.slots);
	r = serve_begin(window, e) ? -1 : serve_all(&s, e);
	if (r == 0 && s.bad) {
		*e = s.why;
		r = -1;
	}
	release(&s);
	return r;
}
