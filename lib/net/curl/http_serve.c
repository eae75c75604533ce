#include "net/curl/http_serve.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/curl/http_event.h"
#include "sys/clock.h"
#include "transport/events_in.h"
#include "transport/serve.h"

enum {
	PACED_MS = 2000, /* longer the pace holds no event: it is given back */
	IDLE_MS = 60000,
};

enum slot_state { SLOT_FREE, SLOT_WAITS, SLOT_OUT };

/* An event that is with us. */
struct slot {
	struct http_call call; /* first: what http_done gives back */
	struct event event;
	enum slot_state state;
	int64_t since; /* monotonic, when it came */
};

struct serving {
	const struct http_target *target;
	struct http *http;
	struct events_in in;
	struct slot *slots; /* owned, a window of them */
	size_t busy;
	struct answer answer;
	struct buf out;
	int64_t wait; /* milliseconds the pace wants */
	bool bad;     /* a line was none; told in why */
	struct err why;
};

static void
give(struct serving *s, struct slot *slot)
{
	answer_format(&s->out, slot->event.id, &s->answer);
	slot->state = SLOT_FREE;
	s->busy--;
}

/* Sends it if the pace lets it go. */
static int
send_it(struct serving *s, struct slot *slot, struct err *e)
{
	int64_t wait, waited = clock_monotonic_ms() - slot->since;

	if (pace_take(&s->target->pace, &wait, e))
		return -1;
	if (wait == 0) {
		if (http_event_request(
			&slot->call, s->target, &slot->event, e) ||
		    http_start(s->http, &slot->call, e))
			return -1;
		slot->state = SLOT_OUT;
		return 0;
	}
	s->wait = wait;
	if (waited + wait <= PACED_MS)
		return 0;
	answer_clear(&s->answer);
	answer_retry(&s->answer, (wait + 999) / 1000, "pace");
	answer_value(&s->answer, "paced", SPAN("yes"));
	give(s, slot);
	return 0;
}

static struct slot *
slot_that(struct serving *s, enum slot_state state)
{
	for (unsigned i = 0; i < s->target->window; i++)
		if (s->slots[i].state == state)
			return &s->slots[i];
	return NULL;
}

/* Takes what is there, and sends it. Behind an event that waits for the pace
 * none is taken, so that none overtakes it. */
static int
take_events(struct serving *s, struct err *e)
{
	struct slot *slot;

	s->wait = IDLE_MS;
	while ((slot = slot_that(s, SLOT_WAITS)) ||
	    (slot = slot_that(s, SLOT_FREE))) {
		if (slot->state == SLOT_FREE) {
			int got = s->bad
			    ? 0
			    : events_in_next(&s->in, &slot->event, &s->why);

			s->bad |= got < 0;
			if (got <= 0)
				return 0;
			slot->state = SLOT_WAITS;
			slot->since = clock_monotonic_ms();
			s->busy++;
		}
		if (send_it(s, slot, e))
			return -1;
		if (slot->state == SLOT_WAITS)
			return 0;
	}
	return 0;
}

/* A robot that says it had too much is left alone by all who send to it. */
static int
hold(struct serving *s, const struct slot *slot, struct err *e)
{
	const struct answer *a = &s->answer;

	if (a->kind != ANSWER_RETRY || a->seconds <= 0 || slot->call.failed)
		return 0;
	return pace_hold(&s->target->pace, a->seconds, e);
}

/* Answers what has ended: 1 where there was anything, so that there is room
 * for what was read already. */
static int
give_answers(struct serving *s, struct err *e)
{
	struct http_call *call;
	bool any;

	while ((call = http_done(s->http))) {
		struct slot *slot = (struct slot *)call;

		answer_clear(&s->answer);
		http_event_judge(&s->answer, s->target, call);
		if (hold(s, slot, e))
			return -1;
		give(s, slot);
	}
	any = s->out.len > 0;
	return serve_answers(&s->out, e) ? -1 : any;
}

static int
serve_all(struct serving *s, struct err *e)
{
	for (;;) {
		bool readable, reads;
		int given;

		if (take_events(s, e) || (given = give_answers(s, e)) < 0)
			return -1;
		if (given)
			continue;
		reads = !s->in.ended && !s->bad && slot_that(s, SLOT_FREE) &&
		    !slot_that(s, SLOT_WAITS);
		if (s->busy == 0 && !reads)
			return 0;
		if (http_wait(s->http, reads ? STDIN_FILENO : -1, s->wait,
			&readable, e))
			return -1;
		if (readable && events_in_read(&s->in, &s->why))
			s->bad = true;
	}
}

static int
run(struct serving *s, struct err *e)
{
	int r;

	s->http = http_open(&s->target->http, e);
	if (!s->http)
		return -1;
	r = serve_begin(s->target->window, e) ? -1 : serve_all(s, e);
	for (unsigned i = 0; i < s->target->window; i++) {
		http_call_free(&s->slots[i].call);
		event_free(&s->slots[i].event);
	}
	http_close(s->http);
	return r;
}

int
http_serve(const struct http_target *t, struct err *e)
{
	struct serving s = { .target = t };
	int r;

	s.slots = mem_zeroed(t->window, sizeof *s.slots);
	r = run(&s, e);
	if (r == 0 && s.bad) {
		*e = s.why;
		r = -1;
	}
	free(s.slots);
	events_in_free(&s.in);
	answer_free(&s.answer);
	buf_free(&s.out);
	return r;
}
