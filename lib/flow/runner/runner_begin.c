#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/runs/runner_command.h"

static void
add(int64_t **list, size_t *n, size_t *cap, int64_t attempt)
{
	*list = mem_grow(*list, cap, *n + 1, sizeof **list);
	(*list)[(*n)++] = attempt;
}

void
runner_todo_begin(struct runner_todo *t, int64_t attempt)
{
	add(&t->begin, &t->n_begin, &t->cap_begin, attempt);
}

void
runner_todo_stop(struct runner_todo *t, int64_t attempt)
{
	add(&t->stop, &t->n_stop, &t->cap_stop, attempt);
}

void
runner_dir_of(const struct runner *r, const struct runner_attempt *a,
    const char *node, struct buf *b)
{
	buf_printf(b, "%s/runs/%jd/%s/%u%c", r->dir, (intmax_t)a->run, node,
	    a->number, '\0');
}

void
runner_id_of(const struct runner *r, int64_t attempt, struct buf *b)
{
	buf_printf(b, "%s-%jd%c", r->store->id, (intmax_t)attempt, '\0');
}

void
runner_todo_drop(struct runner *r)
{
	r->todo.n_begin = r->todo.n_stop = 0;
	r->saved = r->parents.n = r->breakers.n = 0;
	runner_alarms_drop(r);
}

/* What its end is, where it cannot even begin: told in the next turn. */
static void
ended(struct runner *r, const struct runner_attempt *a, enum world_found found,
    struct world_end *end)
{
	end->attempt = a->id;
	end->found = found;
	runner_inbox_end(&r->inbox, end);
	r->more = true;
}

static void
begin_process(
    struct runner *r, const struct runner_attempt *a, const struct run *run)
{
	const struct flow_node *n = &run->plan->flow.nodes[a->node];
	struct runner_command c = { 0 };
	struct world_end end = { .outcome.kind = END_TROUBLE };
	struct buf dir = { 0 }, id = { 0 };
	struct err e;

	if (runner_command_make(&c, run, a->node, &e)) {
		end.outcome.why = e.text;
		ended(r, a, WORLD_ENDED, &end);
	} else {
		struct world_attempt at = { .words = &c.words,
			.env = c.env.argv,
			.cwd = c.cwd.p,
			.timeout = n->timeout,
			.grace = n->grace };
		enum world_found found;

		runner_dir_of(r, a, n->name, &dir);
		runner_id_of(r, a->id, &id);
		at.dir = dir.p;
		at.id = id.p;
		end = (struct world_end){ 0 };
		found = r->world->ops->begin(r->world, a->id, &at, &end);
		if (found != WORLD_GOING)
			ended(r, a, found, &end);
	}
	runner_command_free(&c);
	buf_free(&dir);
	buf_free(&id);
}

static void
begin(struct runner *r, struct runner_attempt *a)
{
	struct world_end end = { .outcome.kind = END_TROUBLE };
	struct runner_run *of;
	struct err e;
	int got = runner_runs_get(&r->runs, r->store, a->run, &of, &e);

	/* the server is away: it is looked for again, and has not begun */
	if (got < 0 && e.status == ST_AGAIN) {
		r->stale = r->more = true;
		return;
	}
	a->begun = true;
	if (got != 1) {
		end.outcome.why = got ? e.text : "its run is gone";
		ended(r, a, WORLD_ENDED, &end);
		return;
	}
	runner_classes_of(r, &of->run);
	if (a->is_event)
		runner_send(r, a, &of->run);
	else
		begin_process(r, a, &of->run);
}

/* A process says itself that it ended; an event counts as ended at once, as its
 * answer may be far. */
static void
stop(struct runner *r, struct runner_attempt *a)
{
	struct world_end end = { .outcome.kind = END_CANCELLED };

	a->stopping = true;

	r->world->ops->stop(r->world, a->id);
	if (a->is_event)
		ended(r, a, WORLD_ENDED, &end);
}

/* What is still ours, and has not begun, is found by adoption. */
void
runner_begin_later(struct runner *r)
{
	r->todo.n_begin = 0;
	r->stale = r->more = true;
}

void
runner_begin(struct runner *r)
{
	for (size_t i = 0; i < r->todo.n_begin; i++) {
		struct runner_attempt *a =
		    runner_attempts_find(&r->attempts, r->todo.begin[i]);

		if (a && !a->begun)
			begin(r, a);
	}
	for (size_t i = 0; i < r->todo.n_stop; i++) {
		struct runner_attempt *a =
		    runner_attempts_find(&r->attempts, r->todo.stop[i]);

		if (a)
			stop(r, a);
	}
	r->todo.n_begin = r->todo.n_stop = 0;
}
