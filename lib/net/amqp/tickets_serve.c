#include "net/amqp/tickets_serve.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "net/amqp/tickets_state.h"
#include "net/amqp/time_limit.h"
#include "sys/clock.h"
#include "transport/line_pipe.h"

static int
take_line(struct tickets *t, struct err *e)
{
	const struct ticket_line *l = &t->line;

	switch (l->word) {
	case TICKET_QUEUE:
		return tickets_queue(t, e);
	case TICKET_GIVE:
		return tickets_give(t, e);
	case TICKET_ASK:
		tickets_ask(t);
		return 0;
	case TICKET_TOOK:
		if (ticket_held_took(&t->held, l->number))
			return 0;
		break;
	case TICKET_BACK:
		if (ticket_held_back(&t->held, l->number))
			return taker_back(t->taker, l->number, e);
		break;
	default:
		return err_set(e, ST_DATA, "a word of the other side");
	}
	return err_set(
	    e, ST_DATA, "no ticket %ju is out", (uintmax_t)l->number);
}

static int
take_lines(struct tickets *t, struct err *e)
{
	struct span line;
	int got;

	if (line_in_read(&t->in, e) < 0)
		return -1;
	while ((got = line_in_next(&t->in, TICKET_LINE_MAX, &line, e)) == 1 &&
	    ticket_line_parse(&t->line, line, e) == 0 && take_line(t, e) == 0)
		;
	if (got && e->status == ST_DATA)
		err_at(e, "stdin", t->in.count);
	return got ? -1 : 0;
}

static int
hear(struct tickets *t, struct err *e)
{
	return tickets_hear_giver(t, e) ||
		(t->taker && tickets_hear_taker(t, e))
	    ? -1
	    : 0;
}

/* What the broker is to be told. */
static int
tell(struct tickets *t, struct err *e)
{
	uint64_t tag;
	bool all_before;

	while (t->taker && ticket_held_next(&t->held, &tag, &all_before))
		if (taker_took(t->taker, tag, all_before, e))
			return -1;
	return tickets_ask_next(t, e) || tickets_publish(t, e) ? -1 : 0;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int
wait_for_any(struct tickets *t, struct err *e)
{
	struct pollfd p[] = {
		{ t->in.ended ? -1 : t->in.fd, POLLIN, 0 },
		{ line_out_left(&t->out) ? t->out.fd : -1, POLLOUT, 0 },
		{ broker_fd(t->giver), POLLIN, 0 },
		{ t->taker ? taker_fd(t->taker) : -1, POLLIN, 0 },
	};
	int64_t late = tickets_late_at(t) - clock_monotonic_ms();
	int ms = (int)least(broker_pulse_ms(t->giver), late > 0 ? late : 0);

	if (t->full)
		p[2].events = POLLIN | POLLOUT;
	return poll(p, 4, ms) >= 0 || errno == EINTR
	    ? 0
	    : err_sys(e, ST_FAIL, "poll");
}

/* No more is to be done than to hear what became of what was published. */
static void
finish(struct tickets *t)
{
	if (t->taker)
		taker_close(t->taker, true);
	t->taker = NULL;
}

static int
serve(struct tickets *t, struct err *e)
{
	while (!t->in.ended || t->n_waits || t->gives.open ||
	    line_out_left(&t->out)) {
		struct err later;
		int r;

		time_limit_begin(
		    t->settings->timeout, "the broker takes no bytes");
		r = take_lines(t, e) || hear(t, e) || tell(t, e) ? -1 : 0;
		tickets_late(t);
		if (r == 0 && t->in.ended && !t->n_waits)
			finish(t);
		time_limit_end();
		/* also what came before the trouble */
		if (line_out_flush(&t->out, r ? &later : e) || r)
			return -1;
		if (wait_for_any(t, e))
			return -1;
	}
	return 0;
}

static int
begin(struct tickets *t, struct err *e)
{
	t->giver = broker_open(t->settings, e);
	t->taker = t->giver ? taker_open(t->settings, e) : NULL;
	if (!t->taker)
		return -1;
	buf_printf(&t->out.bytes, TICKET_HELLO "%d\n", TICKETS_WINDOW);
	return 0;
}

int
tickets_serve(
    const struct broker_settings *settings, const char *store, struct err *e)
{
	struct tickets t = { .settings = settings,
		.in.fd = STDIN_FILENO,
		.out.fd = STDOUT_FILENO,
		.queues.store = store };
	int r = begin(&t, e) || serve(&t, e) ? -1 : 0;

	tickets_free(&t, r == 0);
	return r;
}
