#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "courier/courier.h"
#include "courier/courier_end.h"
#include "sys/clock.h"
#include "sys/file/file_growth.h"
#include "transport/serve.h"

enum { MS = 1000 };

static void
give(struct courier *c)
{
	while (c->out.len > c->given) {
		ssize_t n = write(
		    c->process.in, c->out.p + c->given, c->out.len - c->given);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) { /* it ends, and says by its status why */
			courier_stop_giving(c);
			courier_enter(c, COURIER_ENDING, COURIER_TERM_MS);
			return;
		}
		c->given += (size_t)n;
		c->n_given += (uint64_t)n;
	}
	buf_clear(&c->out);
	c->given = 0;
}

/* Takes "recon-transport 1 window=N". */
static void
greet(struct courier *c)
{
	static const struct span hello = SPAN("recon-transport 1 window=");
	struct span line;
	uint64_t n;
	struct err e;
	int got = answers_file_next(&c->answers, &line, &e);

	if (got == 0)
		return;
	if (got > 0 && span_begins(line, hello) &&
	    span_count(
		(struct span){ line.p + hello.len, line.len - hello.len },
		&n) &&
	    n >= 1 && n <= SERVE_WINDOW_MAX) {
		c->window = (unsigned)n;
		if (c->state == COURIER_STARTING)
			c->state = COURIER_READY;
		return;
	}
	if (got > 0)
		err_set(
		    &e, ST_DATA, "its first line is \"%s\"", excerpt(line).s);
	courier_distrust(c, e.text);
}

static void
note_end(struct courier *c)
{
	const struct process *p = &c->process;
	bool well = c->state == COURIER_FINISHING && p->status == 0;

	if (p->status < 0)
		courier_blame(
		    c, "the transport was killed by signal %d", p->signal);
	else if (!well)
		courier_blame(
		    c, "the transport ended with status %d", p->status);
	courier_stop_giving(c);
	c->state = COURIER_OVER;
}

/* A state has lasted too long. */
static void
run_out(struct courier *c)
{
	switch (c->state) {
	case COURIER_STARTING:
		courier_blame(c, "the transport did not begin within %d s",
		    COURIER_START_MS / MS);
		courier_end(c);
		break;
	case COURIER_FINISHING:
		courier_blame(c, "the transport did not end within %d s",
		    COURIER_END_MS / MS);
		courier_end(c);
		break;
	case COURIER_ENDING:
		courier_blame(c, "the transport closed its standard input");
		process_signal(&c->process, SIGKILL);
		courier_enter(c, COURIER_KILLED, COURIER_TERM_MS);
		break;
	case COURIER_KILLED: /* the system does not let go of it */
		c->state = COURIER_OVER;
		break;
	case COURIER_READY:
	case COURIER_OVER:
		break;
	}
}

static void
look_at_clock(struct courier *c)
{
	int64_t now = clock_monotonic_ms();

	if (c->owed.n && c->state <= COURIER_FINISHING) {
		/* an answer that nobody has read yet is in time */
		if (now >= courier_answer_due(c) &&
		    !answers_file_has_more(&c->answers)) {
			courier_blame(
			    c, "no answer within %u s", c->answer_within);
			courier_end(c);
		}
	} else if (now >= c->until) {
		run_out(c);
	}
}

void
courier_step(struct courier *c)
{
	bool ended;

	if (c->state == COURIER_OVER)
		return;
	file_growth_seen(c->answers.growth);
	ended = process_ended(&c->process); /* then all answers are there */
	if (c->window == 0 && !c->deaf)
		greet(c);
	if (!ended && c->out.len)
		give(c);
	if (ended) {
		note_end(c);
		return;
	}
	courier_close_input(c);
	look_at_clock(c);
}
