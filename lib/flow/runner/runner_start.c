#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"

static char *
copy(const char *s)
{
	return s ? mem_dup(span_str(s)) : NULL;
}

/* The flow's text as it is now. */
struct runner_plan *
runner_read_plan(
    struct runner *r, const char *path, bool *refused, struct err *e)
{
	struct buf text = { 0 };
	struct runner_plan *p = NULL;

	*refused = r->world->ops->read(r->world, path, true, &text, e) != 0;
	if (!*refused) {
		p = runner_plans_of(
		    &r->runs.plans, r->store, path, buf_span(&text), e);
		/* the store's own refusals are no data */
		*refused = !p && e->status == ST_DATA;
	}
	buf_free(&text);
	return p;
}

static void
set_origin(struct run *run, const struct runner_new *new, char *texts)
{
	run->origin.who = copy(new->who);
	run->origin.schedule = copy(new->schedule);
	run->origin.due = copy(new->due);
	run->origin.texts = texts;
}

int
runner_new_run(struct runner *r, const struct runner_new *new, int64_t *id,
    bool *refused, struct err *e)
{
	struct runner_plan *plan =
	    new->plan ? new->plan : runner_read_plan(r, new->path, refused, e);
	struct runner_run *of;
	char *texts = NULL;

	if (!plan)
		return *refused ? 0 : -1;
	*refused = false;
	of = runner_runs_new(plan);
	if (runner_texts_keep(r, plan, &texts, refused, e) || *refused)
		goto fail;
	if (run_make(&of->run, &plan->plan, new->given, new->n, e)) {
		*refused = true;
		free(texts);
		goto fail;
	}
	set_origin(&of->run, new, texts);
	runner_classes_of(r, &of->run);
	of->run.made = r->now;
	if (flow_store_run_add(r->store, &of->run, e)) {
		*refused = e->status == ST_DATA; /* it was started before */
		goto fail;
	}
	runner_runs_add(&r->runs, of);
	run_begin(&of->run, r->now);
	runner_runs_touch(&r->runs, of);
	*id = of->run.id;
	return 0;

fail:
	runner_runs_give_up(of);
	return *refused ? 0 : -1;
}
