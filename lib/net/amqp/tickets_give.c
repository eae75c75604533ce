#include <poll.h>
#include <stdlib.h>

#include "base/mem.h"
#include "net/amqp/tickets_state.h"
#include "sys/clock.h"

enum { LOOK = 32 }; /* so many find room where one does */

static void lost(struct tickets *t, uint64_t number, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
lost(struct tickets *t, uint64_t number, const char *fmt, ...)
{
	struct buf why = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&why, fmt, ap);
	va_end(ap);
	ticket_line_add(&t->out.bytes, TICKET_LOST,
	    &(struct ticket_said){ .number = number, .text = buf_span(&why) });
	buf_free(&why);
}

static void
lost_blocked(struct tickets *t, uint64_t number)
{
	lost(t, number, "blocked by the broker: %.*s", (int)t->blocked_why.len,
	    t->blocked_why.p);
}

int
tickets_give(struct tickets *t, struct err *e)
{
	const struct ticket_line *l = &t->line;
	struct ticket_waits *w;

	if (t->n_waits + t->gives.open >= TICKETS_WINDOW)
		return err_set(e, ST_DATA,
		    "more than %d tickets have no answer", TICKETS_WINDOW);
	if (t->blocked) {
		lost_blocked(t, l->number);
		return 0;
	}
	t->waits =
	    mem_grow(t->waits, &t->cap_waits, t->n_waits + 1, sizeof *t->waits);
	w = &t->waits[t->n_waits++];
	*w = (struct ticket_waits){ .number = l->number,
		.until =
		    clock_monotonic_ms() + (int64_t)t->settings->timeout * 1000,
		.queue = ticket_queues_of(
		    &t->queues, buf_span(&l->class), buf_span(&l->lane)) };
	buf_add(&w->text, buf_span(&l->text));
	if (!w->queue->known)
		w->queue->ask = true;
	return 0;
}

static int
publish(struct tickets *t, const struct ticket_waits *w, struct err *e)
{
	char number[24];
	struct broker_message m = { .exchange = "",
		.routing_key = w->queue->name,
		.content_type = "text/plain; charset=UTF-8",
		.body = buf_span(&w->text) };
	struct ticket_give give = {
		.number = w->number, .until = w->until, .queue = w->queue
	};
	struct buf id = { 0 };
	int r;

	buf_printf(&id, "%ju", (uintmax_t)w->number);
	memcpy(number, id.p, id.len);
	m.id = (struct span){ number, id.len };
	buf_free(&id);
	r = broker_publish(t->giver, &m, &give.tag, e);
	if (r == 0)
		ticket_gives_add(&t->gives, &give);
	return r;
}

static bool
has_room(const struct tickets *t)
{
	struct pollfd p = { broker_fd(t->giver), POLLOUT, 0 };

	return poll(&p, 1, 0) > 0;
}

/* Those whose queue is there; the others stay, in their order. */
int
tickets_publish(struct tickets *t, struct err *e)
{
	size_t kept = 0, n = 0;
	int r = 0;

	t->full = false;
	for (size_t i = 0; i < t->n_waits; i++) {
		struct ticket_waits *w = &t->waits[i];

		if (r == 0 && !t->full && w->queue->known) {
			t->full = n++ % LOOK == 0 && !has_room(t);
			r = t->full ? 0 : publish(t, w, e);
			if (!t->full) {
				buf_free(&w->text);
				continue;
			}
		}
		t->waits[kept++] = *w;
	}
	t->n_waits = kept;
	return r;
}

void
tickets_lose(struct tickets *t, const struct ticket_queue *q, const char *why)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->n_waits; i++) {
		struct ticket_waits *w = &t->waits[i];

		if (w->queue != q) {
			t->waits[kept++] = *w;
			continue;
		}
		lost(t, w->number, "%s", why);
		buf_free(&w->text);
	}
	t->n_waits = kept;
}

static void
confirmed(struct tickets *t, const struct ticket_give *g, bool took)
{
	if (!took)
		lost(t, g->number, "refused by the broker (basic.nack)");
	else if (g->returned)
		lost(t, g->number, "its queue is gone");
	else
		ticket_line_add(&t->out.bytes, TICKET_GIVEN,
		    &(struct ticket_said){ .number = g->number });
}

/* The queue was deleted: the next ticket makes it again. */
static void
returned(struct tickets *t)
{
	struct ticket_give *g;
	uint64_t number;

	g = span_count(t->given.id, &number)
	    ? ticket_gives_returned(&t->gives, number)
	    : NULL;
	if (g)
		g->queue->known = false;
}

static void
block(struct tickets *t, bool blocked)
{
	struct span why = buf_span(&t->given.why);

	t->blocked = blocked;
	buf_clear(&t->blocked_why);
	if (blocked)
		buf_add(&t->blocked_why, why);
	ticket_line_add(&t->out.bytes,
	    blocked ? TICKET_BLOCKED : TICKET_UNBLOCKED,
	    &(struct ticket_said){ .text = why });
	for (size_t i = 0; blocked && i < t->n_waits; i++) {
		lost_blocked(t, t->waits[i].number);
		buf_free(&t->waits[i].text);
	}
	if (blocked)
		t->n_waits = 0;
}

int
tickets_hear_giver(struct tickets *t, struct err *e)
{
	const struct broker_word *w = &t->given;
	struct ticket_give g;
	enum broker_said said;

	while ((said = broker_next(t->giver, &t->given, e)) != BROKER_NOTHING) {
		if (said == BROKER_ERROR)
			return -1;
		if (said == BROKER_RETURNED)
			returned(t);
		else if (said == BROKER_BLOCKED || said == BROKER_UNBLOCKED)
			block(t, said == BROKER_BLOCKED);
		else
			while (ticket_gives_confirmed(
			    &t->gives, w->tag, w->all_before, &g))
				confirmed(t, &g, said == BROKER_TOOK);
	}
	return 0;
}

void
tickets_late(struct tickets *t)
{
	int64_t now = clock_monotonic_ms();
	struct ticket_give g;
	size_t kept = 0;

	while (ticket_gives_late(&t->gives, now, &g))
		if (t->blocked)
			lost_blocked(t, g.number);
		else
			lost(t, g.number, "no confirm within %u s",
			    t->settings->timeout);
	for (size_t i = 0; i < t->n_waits; i++) {
		struct ticket_waits *w = &t->waits[i];

		if (w->until > now) {
			t->waits[kept++] = *w;
			continue;
		}
		lost(t, w->number, "not given within %u s",
		    t->settings->timeout);
		buf_free(&w->text);
	}
	t->n_waits = kept;
}

int64_t
tickets_late_at(const struct tickets *t)
{
	int64_t at = INT64_MAX;

	if (t->gives.open)
		at = t->gives.list[t->gives.at].until;
	if (t->n_waits && t->waits[0].until < at)
		at = t->waits[0].until;
	return at;
}
