#include <stdlib.h>

#include "net/amqp/tickets_state.h"

static struct ticket_queue *
queue_of_line(struct tickets *t)
{
	return ticket_queues_of(
	    &t->queues, buf_span(&t->line.class), buf_span(&t->line.lane));
}

static struct ticket_said
about(const struct ticket_queue *q)
{
	return (struct ticket_said){ .class = buf_span(&q->class),
		.lane = buf_span(&q->lane) };
}

/* One consumer goes, another comes: a bound is of a whole life. */
static int
take(struct tickets *t, struct ticket_queue *q, struct err *e)
{
	struct buf name = { 0 };
	int r = 0;

	if (q->taking == q->wanted)
		return 0;
	if (q->taking) {
		ticket_queue_consumer(q, &name);
		r = taker_leave(t->taker, name.p, e);
		buf_clear(&name);
	}
	q->taking = q->wanted;
	if (r == 0 && q->wanted) {
		q->consumers++;
		ticket_queue_consumer(q, &name);
		r = taker_take(
		    t->taker, q->name, name.p, (uint16_t)q->wanted, e);
	}
	buf_free(&name);
	return r;
}

int
tickets_queue(struct tickets *t, struct err *e)
{
	struct ticket_queue *q = queue_of_line(t);

	if (t->line.number > TICKET_AT_ONCE_MAX)
		return err_set(e, ST_DATA, "more than %d tickets at once",
		    TICKET_AT_ONCE_MAX);
	q->wanted = (unsigned)t->line.number;
	if (q->known || (q->taking && !q->wanted))
		return take(t, q, e);
	q->ask = true;
	return 0;
}

void
tickets_ask(struct tickets *t)
{
	struct ticket_queue *q = queue_of_line(t);

	q->ask = q->depth = true;
}

int
tickets_ask_next(struct tickets *t, struct err *e)
{
	for (size_t i = 0; t->taker && !t->asking && i < t->queues.n; i++) {
		struct ticket_queue *q = t->queues.list[i];
		const struct taker_queue is = { q->name, TICKETS_TTL_MS,
			TICKETS_EXPIRES_MS, TICKETS_DELIVERIES };

		if (!q->ask)
			continue;
		q->ask = false;
		t->asking = q;
		if (taker_ask(t->taker, &is, e))
			return -1;
	}
	return 0;
}

/* The queue that was asked for is there. */
static int
is_there(struct tickets *t, struct err *e)
{
	struct ticket_queue *q = t->asking;
	struct ticket_said depth;

	if (!q)
		return 0;
	t->asking = NULL;
	q->known = true;
	if (q->depth) {
		depth = about(q);
		depth.number = t->taken.ready;
		depth.takers = t->taken.takers;
		ticket_line_add(&t->out.bytes, TICKET_DEPTH, &depth);
	}
	q->depth = false;
	return take(t, q, e);
}

/* It is asked for again when the worker says anything more of it. */
static void
is_refused(struct tickets *t)
{
	struct ticket_queue *q = t->asking;
	struct ticket_said why;

	if (!q)
		return;
	t->asking = NULL;
	q->known = q->depth = false;
	q->wanted = 0;
	tickets_lose(t, q, t->taken.why.text);
	why = about(q);
	why.text = span_str(t->taken.why.text);
	ticket_line_add(&t->out.bytes, TICKET_REFUSED, &why);
}

static void
message(struct tickets *t)
{
	struct taker_word *w = &t->taken;
	bool is_last;
	const struct ticket_queue *q =
	    ticket_queues_find(&t->queues, buf_span(&w->consumer), &is_last);
	struct ticket_said ticket;

	ticket_held_add(&t->held, w->tag);
	/* another's, or none of ours: nobody can do anything with it */
	if (!q || w->body.len > TICKET_TEXT_MAX) {
		ticket_held_took(&t->held, w->tag);
		return;
	}
	ticket = about(q);
	ticket.number = w->tag;
	ticket.text = buf_span(&w->body);
	ticket_line_add(&t->out.bytes, TICKET_TICKET, &ticket);
}

/* The queue was deleted: it is made again. */
static void
cancelled(struct tickets *t)
{
	bool is_last;
	struct ticket_queue *q = ticket_queues_find(
	    &t->queues, buf_span(&t->taken.consumer), &is_last);

	if (!q || !is_last)
		return;
	q->taking = 0;
	q->known = false;
	q->ask = true;
}

int
tickets_hear_taker(struct tickets *t, struct err *e)
{
	enum taker_said said;

	while ((said = taker_next(t->taker, &t->taken, e)) != TAKER_NOTHING) {
		if (said == TAKER_ERROR)
			return -1;
		if (said == TAKER_MESSAGE)
			message(t);
		else if (said == TAKER_CANCELLED)
			cancelled(t);
		else if (said == TAKER_REFUSED)
			is_refused(t);
		else if (is_there(t, e))
			return -1;
	}
	return 0;
}

void
tickets_free(struct tickets *t, bool polite)
{
	if (t->taker)
		taker_close(t->taker, polite);
	if (t->giver)
		broker_close(t->giver, polite);
	for (size_t i = 0; i < t->n_waits; i++)
		buf_free(&t->waits[i].text);
	free(t->waits);
	ticket_queues_free(&t->queues);
	ticket_gives_free(&t->gives);
	ticket_held_free(&t->held);
	ticket_line_free(&t->line);
	taker_word_free(&t->taken);
	buf_free(&t->given.why);
	buf_free(&t->blocked_why);
	line_in_free(&t->in);
	line_out_free(&t->out);
}
