#include "flow/command/command_visit.h"

#include "flow/command/command_store.h"
#include "flow/runner/runner.h"
#include "flow/world/world_visitor.h"
#include "sys/clock.h"

enum { MS = 1000 };

static void
say(void *arg, const char *line)
{
	const struct command *c = arg;

	c->say(line);
}

static int
no_answer(const struct command *c, struct err *e)
{
	return err_set(e, ST_AGAIN,
	    "no answer of the server in %u s; recon-flow log%s and ls tell "
	    "what was done",
	    (unsigned)c->options->wait, c->named);
}

/* Turns until all are answered: one, unless others are in the way or the server
 * is gone for a while. */
static int
do_all(const struct command *c, struct world *w, struct runner *r,
    struct buf *answer, struct err *e)
{
	int64_t end = clock_monotonic_ms() + (int64_t)c->options->wait * MS;
	int64_t until;
	bool idle;

	for (;;) {
		if (runner_turn(r, &idle, &until, e))
			return -1;
		if (world_visitor_answers(w, answer))
			return 0;
		if (runner_is_refused(r)) {
			if (clock_monotonic_ms() >= end)
				return no_answer(c, e);
			until = until < end ? until : end;
		}
		w->ops->wait(w, until);
	}
}

static int
visit(const struct command *c, struct flow_store *s, struct world *w,
    struct buf *answer, struct err *e)
{
	struct buf named = { 0 };
	struct runner *r;
	int got;

	command_store_name(c, &named);
	got = runner_open(&r,
	    &(struct runner_setup){
		.store = s,
		.world = w,
		.dir = "",
		.templates = c->templates,
		.named = named.p,
		.only_orders = true,
	    },
	    e);
	if (got == 0) {
		got = do_all(c, w, r, answer, e);
		runner_close(r);
	}
	buf_free(&named);
	return got;
}

int
command_visit(const struct command *c, struct span lines, struct buf *answer,
    struct err *e)
{
	struct flow_store s = { 0 };
	struct world *w;
	int r = -1;

	if (flow_store_open_server(
		&s, c->store, c->password_file, FLOW_STORE_RUN, e))
		return -1;
	if (world_visitor_open(&w,
		&(struct world_visitor_setup){
		    .lines = lines,
		    .say = say,
		    .say_arg = (void *)(uintptr_t)c,
		},
		e) == 0) {
		r = visit(c, &s, w, answer, e);
		world_visitor_close(w);
	}
	flow_store_close(&s);
	return r;
}
