#include "flow/tickets/tickets_program.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "flow/tickets/tickets_hear.h"
#include "flow/tickets/tickets_say.h"
#include "sys/clock.h"

enum {
	MS = 1000,
	START_MS = 180 * MS, /* its first line: two connections, each may take
	                      * what the file says */
	ANSWER_MS = 60 * MS, /* to a ticket that it was given */
	KILLED_MS = 5 * MS,
	PAUSE_MS = 1 * MS,   /* before it is started again, twice as long */
	PAUSE_MAX = 60 * MS, /* each time that it does not become ready */
};

static int64_t
later(int64_t ms)
{
	return clock_monotonic_ms() + ms;
}

/* What it had is void; it is started again behind a pause. */
static void
over(struct flow_tickets *t)
{
	unsigned n = t->failed < 6 ? t->failed : 6;
	int64_t pause = (int64_t)PAUSE_MS << n;

	process_free(&t->process);
	if (t->in.fd >= 0)
		close(t->in.fd);
	line_in_free(&t->in);
	line_out_free(&t->out);
	t->in = (struct line_in){ .fd = -1 };
	t->out = (struct line_out){ .fd = -1 };
	tickets_given_begin(&t->given, 0);
	t->n_here = t->at = 0;
	t->blocked = false;
	t->state = FLOW_TICKETS_OVER;
	t->failed++;
	t->due = later(pause < PAUSE_MAX ? pause : PAUSE_MAX);
}

static void
start(struct flow_tickets *t)
{
	char *argv[] = { t->program, (char *)(uintptr_t)t->set.file,
		(char *)(uintptr_t)t->set.store, NULL };
	struct process_setup p = { argv, -1, -1 };
	int ends[2];
	struct err e;

	if (pipe(ends)) {
		err_sys(&e, ST_FAIL, "pipe");
		tickets_say_none(t, e.text);
		over(t);
		return;
	}
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	p.out = ends[1];
	t->in.fd = ends[0];
	t->life++;
	if (process_start(&t->process, &p, &e)) {
		tickets_say_none(t, e.text);
		over(t);
	} else {
		t->out.fd = t->process.in;
		ticket_wants_again(&t->wants);
		t->state = FLOW_TICKETS_STARTING;
		t->due = later(START_MS);
	}
	close(ends[1]);
}

/* Nothing it says is believed any more. */
static void
end(struct flow_tickets *t, const char *why)
{
	if (t->state == FLOW_TICKETS_KILLED)
		return;
	tickets_say_none(t, why);
	process_signal(&t->process, SIGKILL);
	tickets_given_begin(&t->given, 0);
	t->state = FLOW_TICKETS_KILLED;
	t->due = later(KILLED_MS);
}

static void
look_at_clock(struct flow_tickets *t)
{
	int64_t now = clock_monotonic_ms();
	int64_t oldest = tickets_given_oldest(&t->given);

	if (t->state == FLOW_TICKETS_READY) {
		if (oldest != INT64_MAX && now >= oldest + ANSWER_MS)
			end(t, "it did not answer in time");
	} else if (now < t->due) {
		return;
	} else if (t->state == FLOW_TICKETS_STARTING) {
		end(t, "it did not begin in time");
	} else if (t->state == FLOW_TICKETS_KILLED) {
		over(t); /* the system does not let go of it */
	}
}

/* All of it, where it has ended. */
static void
hear(struct flow_tickets *t, bool ended)
{
	struct err e;
	int got = 1;

	while (got > 0 && t->state != FLOW_TICKETS_KILLED) {
		got = tickets_hear(t, &e);
		if (got < 0)
			end(t, e.text);
		if (!ended)
			return;
	}
}

static void
work(struct flow_tickets *t)
{
	struct err e;
	bool ended = process_ended(&t->process); /* then all it said is there */

	hear(t, ended);
	if (ended) {
		tickets_say_end(t);
		over(t);
		return;
	}
	if (t->state == FLOW_TICKETS_READY) {
		ticket_wants_tell(
		    &t->wants, clock_monotonic_ms(), &t->out.bytes);
		if (line_out_flush(&t->out, &e)) /* its end is near */
			line_out_clear(&t->out);
	}
	look_at_clock(t);
}

void
tickets_program_step(struct flow_tickets *t)
{
	if (!t->program)
		return;
	if (t->state == FLOW_TICKETS_OVER && clock_monotonic_ms() >= t->due)
		start(t);
	if (t->state != FLOW_TICKETS_OVER)
		work(t);
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t
tickets_program_due(const struct flow_tickets *t)
{
	int64_t due = t->due, oldest;

	if (!t->program)
		return INT64_MAX;
	if (t->state == FLOW_TICKETS_READY) {
		oldest = tickets_given_oldest(&t->given);
		due = oldest == INT64_MAX ? INT64_MAX : oldest + ANSWER_MS;
		due = least(due, ticket_wants_due(&t->wants));
	}
	if (t->state != FLOW_TICKETS_OVER && t->process.watch < 0)
		due = least(due, later(PROCESS_STEP_MS));
	return due;
}

void
tickets_program_leave(struct flow_tickets *t)
{
	over(t);
}
