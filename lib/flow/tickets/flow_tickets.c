#include "flow/tickets/flow_tickets.h"

#include <inttypes.h>
#include <stdlib.h>

#include "flow/tickets/tickets_program.h"
#include "sys/clock.h"
#include "transport/target.h"

int
flow_tickets_open(
    struct flow_tickets *t, const struct flow_tickets_setup *set, struct err *e)
{
	struct target_common settings = { 0 };
	struct target at;
	struct buf program = { 0 };

	if (target_read_common(&at, set->file, "broker", &settings, e))
		return -1;
	target_transport(&at, &settings, set->programs, &program);
	target_free(&at);
	*t = (struct flow_tickets){ .set = *set,
		.program = program.p,
		.in.fd = -1,
		.out.fd = -1,
		.process = { .in = -1, .watch = -1 } };
	return 0;
}

void
flow_tickets_step(struct flow_tickets *t)
{
	tickets_program_step(t);
}

static bool
is_open(const struct flow_tickets *t, const char *class, const char *lane)
{
	const struct ticket_want *w;

	if (t->state != FLOW_TICKETS_READY || t->blocked)
		return false;
	w = ticket_wants_find(&t->wants, class, lane);
	return !w || w->refused <= clock_monotonic_ms();
}

bool
flow_tickets_can(
    const struct flow_tickets *t, const char *class, const char *lane)
{
	return tickets_given_out(&t->given) < (t->given.window + 1) / 2 &&
	    is_open(t, class, lane);
}

bool
flow_tickets_give(struct flow_tickets *t, const char *class, const char *lane,
    const struct flow_ticket *of)
{
	struct ticket_said s = { .class = span_str(class),
		.lane = span_str(lane) };

	if (!tickets_given_has_room(&t->given) || !is_open(t, class, lane))
		return false;
	s.number = tickets_given_add(&t->given, clock_monotonic_ms());
	buf_clear(&t->text);
	buf_printf(&t->text, "%" PRId64 " %zu %" PRIu32, of->run, of->node,
	    of->number);
	s.text = buf_span(&t->text);
	ticket_line_add(&t->out.bytes, TICKET_GIVE, &s);
	return true;
}

void
flow_tickets_want(
    struct flow_tickets *t, const char *class, const char *lane, unsigned n)
{
	ticket_wants_of(&t->wants, class, lane)->n =
	    n < TICKET_AT_ONCE_MAX ? n : TICKET_AT_ONCE_MAX;
}

bool
flow_tickets_next(struct flow_tickets *t, struct flow_ticket_here *h)
{
	if (t->at == t->n_here)
		return false;
	*h = t->here[t->at++];
	return true;
}

static void
settle(struct flow_tickets *t, enum ticket_word word,
    struct flow_ticket_handle handle)
{
	if (handle.life == t->life && t->state == FLOW_TICKETS_READY)
		ticket_line_add(&t->out.bytes, word,
		    &(struct ticket_said){ .number = handle.number });
}

void
flow_tickets_took(struct flow_tickets *t, struct flow_ticket_handle handle)
{
	settle(t, TICKET_TOOK, handle);
}

void
flow_tickets_back(struct flow_tickets *t, struct flow_ticket_handle handle)
{
	settle(t, TICKET_BACK, handle);
}

size_t
flow_tickets_poll(const struct flow_tickets *t, struct pollfd *fds)
{
	size_t n = 0;

	if (t->state == FLOW_TICKETS_OVER)
		return 0;
	if (!t->in.ended && t->state != FLOW_TICKETS_KILLED)
		fds[n++] = (struct pollfd){ t->in.fd, POLLIN, 0 };
	if (line_out_left(&t->out) && t->state == FLOW_TICKETS_READY)
		fds[n++] = (struct pollfd){ t->out.fd, POLLOUT, 0 };
	if (t->process.watch >= 0)
		fds[n++] = (struct pollfd){ t->process.watch, POLLIN, 0 };
	return n;
}

int64_t
flow_tickets_due(const struct flow_tickets *t)
{
	return t->at < t->n_here ? 0 : tickets_program_due(t);
}

void
flow_tickets_free(struct flow_tickets *t)
{
	if (!t->program)
		return;
	tickets_program_leave(t);
	tickets_given_free(&t->given);
	ticket_wants_free(&t->wants);
	ticket_line_free(&t->line);
	buf_free(&t->text);
	free(t->here);
	free(t->program);
	*t = (struct flow_tickets){ 0 };
}
