#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/command/command_flow.h"
#include "flow/command/running.h"
#include "option/kept_place.h"
#include "sys/clock.h"

enum {
	LOOK_MS = 100, /* at a run that another process runs */
	MS = 1000,
};

static bool
is_over(const struct running *r)
{
	return r->follow.ended || r->follow.stuck || r->left;
}

/* A server that is not there now comes back: who runs asks on and on, who looks as
 * long as it waits for an answer. */
static bool
is_away(const struct running *r, const struct err *e)
{
	return r->command->server && r->follow.run && e->status == ST_AGAIN;
}

/* As the runner, until the run has ended, or waits for a person. */
static int
work(struct running *r, struct seat *s, struct err *e)
{
	const struct world_ops *ops = s->world->ops;
	int64_t until;
	bool idle;

	for (;;) {
		if (runner_turn(s->runner, &idle, &until, e))
			return -1;
		if ((idle || clock_monotonic_ms() >= r->looked) &&
		    running_look(r, &s->store, e) && !is_away(r, e))
			return -1;
		if (ops->signals(s->world) & WORLD_TERM)
			r->left = true;
		/* alarms of a turn are told by the next, on a server */
		if (is_over(r))
			return r->command->server
			    ? runner_turn(s->runner, &idle, &until, e)
			    : 0;
		if (until > r->looked && r->looked > clock_monotonic_ms())
			until = r->looked;
		ops->wait(s->world, until);
	}
}

/* Takes the place of the runner when it is free; on a server, where nobody works.
 * 1, 0, -1. */
static int
take_place(struct running *r, struct seat *s, struct err *e)
{
	const struct seat_wish wish = { .jobs = r->command->options->jobs };
	int any = r->command->server ? running_has_worker(r, e) : 0;

	if (any)
		return any < 0 ? -1 : 0;
	if (kept_place_make(r->command->dir, e))
		return -1;
	if (seat_is_ours(r->command, e) &&
	    seat_take(s, r->command, &wish, e) == 0)
		return 1;
	return e->status == ST_AGAIN ? 0 : -1;
}

/* One look, as one of the two. True, or false, where it is over; *got: 0, -1. */
static bool
step(struct running *r, int *got, struct err *e)
{
	struct seat s;

	*got = take_place(r, &s, e);
	if (*got == 1) {
		running_close_there(r);
		*got = r->follow.run ? 0 : running_begin_here(r, &s, e);
		if (*got == 0)
			*got = work(r, &s, e);
		seat_leave(&s);
		return false;
	}
	if (*got == 0 && !r->follow.run)
		*got = running_begin_there(r, e);
	if (*got == 0)
		*got = running_look_there(r, e);
	return *got == 0 && !is_over(r);
}

static int
follow_run(struct running *r, struct err *e)
{
	const int64_t wait = (int64_t)r->command->options->wait * MS;
	int got = 0;

	r->seen = clock_monotonic_ms();
	for (;;) {
		bool more = step(r, &got, e);

		if (got == 0)
			r->seen = clock_monotonic_ms();
		if (got && is_away(r, e) &&
		    clock_monotonic_ms() < r->seen + wait) {
			running_close_there(r);
			more = true;
		}
		if (!more)
			break;
		poll(NULL, 0, got ? MS : LOOK_MS);
	}
	running_close_there(r);
	return got;
}

/* How it ended, in words and as a status. */
static int
tell_end(const struct running *r, enum status *status, struct err *e)
{
	const char *named = r->command->named;
	const struct follow *f = &r->follow;
	struct buf b = { 0 };
	int got;

	buf_printf(&b, "run %" PRId64 ": ", f->run);
	if (f->state == RUN_DONE && f->differs)
		buf_str(&b, "done, something differs");
	else if (f->ended)
		buf_str(&b, run_state_name(f->state));
	else if (f->stuck)
		buf_printf(&b,
		    "waits for a person%s%s; recon-flow show%s %" PRId64,
		    f->for_whom ? ": " : "", f->for_whom ? f->for_whom : "",
		    named, f->run);
	else
		buf_printf(&b,
		    "left as it is; recon-flow work%s goes on with it, "
		    "recon-flow cancel%s %" PRId64 " ends it",
		    named, named, f->run);
	if (f->state == RUN_DONE && f->passed)
		buf_str(&b, ", a node was passed");
	buf_byte(&b, '\n');
	if (!f->ended)
		*status = ST_AGAIN;
	else if (f->state != RUN_DONE)
		*status = ST_FAIL;
	else if (r->command->options->exit_code && (f->differs || f->passed))
		*status = ST_DIFFER;
	got = r->command->print(buf_span(&b), e);
	buf_free(&b);
	return got;
}

/* One run, from its begin to its end. */
int
command_run(const struct command *c, enum status *status, struct err *e)
{
	struct running r = { .command = c };
	int got = command_flow_path(c->operands[0], &r.path, e);

	r.given = mem_zeroed(c->n, sizeof *r.given);
	for (size_t i = 1; got == 0 && i < c->n; i++)
		got = command_flow_given(c->operands[i], &r.given[i - 1], e);
	if (got == 0)
		got = follow_run(&r, e);
	if (got == 0)
		got = tell_end(&r, status, e);
	follow_free(&r.follow);
	buf_free(&r.path);
	free(r.given);
	return got;
}
