#include "flow/tickets/tickets_hear.h"

#include "base/mem.h"
#include "flow/tickets/tickets_say.h"
#include "sys/clock.h"

enum { REFUSED_MS = 60000 }; /* a queue that we cannot have */

static int
greet(struct flow_tickets *t, struct span line)
{
	struct span hello = SPAN(TICKET_HELLO);
	uint64_t n;

	if (!span_begins(line, hello) ||
	    !span_count(
		(struct span){ line.p + hello.len, line.len - hello.len },
		&n) ||
	    n < 1 || n > TICKET_WINDOW_MAX)
		return -1;
	tickets_given_begin(&t->given, (size_t)n);
	t->state = FLOW_TICKETS_READY;
	t->failed = 0;
	tickets_say_again(t);
	return 0;
}

/* "RUN NODE NUMBER" */
static bool
read_text(struct span text, struct flow_ticket *of)
{
	uint64_t run, node, number;

	if (!span_count(span_word(&text), &run) ||
	    !span_count(span_word(&text), &node) ||
	    !span_count(span_word(&text), &number) || text.len ||
	    number > UINT32_MAX)
		return false;
	*of = (struct flow_ticket){ (int64_t)run, (size_t)node,
		(uint32_t)number };
	return true;
}

static struct ticket_want *
want_of_line(struct flow_tickets *t)
{
	buf_byte(&t->line.class, '\0');
	buf_byte(&t->line.lane, '\0');
	return ticket_wants_of(&t->wants, t->line.class.p, t->line.lane.p);
}

static void
here(struct flow_tickets *t)
{
	struct flow_ticket_here h = { .handle = { t->life, t->line.number } };
	const struct ticket_want *w = want_of_line(t);

	if (!read_text(buf_span(&t->line.text), &h.of)) {
		ticket_line_add(&t->out.bytes, TICKET_TOOK,
		    &(struct ticket_said){ .number = t->line.number });
		return; /* nobody can do it */
	}
	h.class = w->class;
	h.lane = w->lane;
	if (t->at == t->n_here)
		t->at = t->n_here = 0;
	t->here =
	    mem_grow(t->here, &t->cap_here, t->n_here + 1, sizeof *t->here);
	t->here[t->n_here++] = h;
}

/* Nothing comes of that queue for a while, nor is anything given for it. */
static void
refused(struct flow_tickets *t)
{
	struct ticket_want *w = want_of_line(t);

	w->told = 0;
	w->refused = clock_monotonic_ms() + REFUSED_MS;
	if (!w->said)
		tickets_say_refused(t, w, buf_span(&t->line.text));
	w->said = true;
}

static int
take_line(struct flow_tickets *t, struct span line)
{
	struct err e;

	if (t->state == FLOW_TICKETS_STARTING)
		return greet(t, line);
	if (ticket_line_parse(&t->line, line, &e))
		return -1;
	switch (t->line.word) {
	case TICKET_GIVEN:
	case TICKET_LOST: /* that is given again, as what was lost on its way */
		return tickets_given_answer(&t->given, t->line.number) ? 0 : -1;
	case TICKET_TICKET:
		here(t);
		return 0;
	case TICKET_REFUSED:
		refused(t);
		return 0;
	case TICKET_BLOCKED:
		t->blocked = true;
		tickets_say_none_of(t, buf_span(&t->line.text));
		return 0;
	case TICKET_UNBLOCKED:
		t->blocked = false;
		tickets_say_again(t);
		return 0;
	case TICKET_DEPTH:
		return 0;
	default:
		return -1;
	}
}

int
tickets_hear(struct flow_tickets *t, struct err *e)
{
	struct span line;
	int got, read = line_in_read(&t->in, e);

	if (read < 0)
		return -1;
	while ((got = line_in_next(&t->in, TICKET_LINE_MAX, &line, e)) == 1)
		if (take_line(t, line))
			return err_set(e, ST_DATA,
			    "it broke the protocol: \"%s\"", excerpt(line).s);
	return got < 0 ? -1 : read;
}
