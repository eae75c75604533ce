#include "flow/runs/runner_take.h"

#include <stdlib.h>

void
runner_take_begin(struct runner_runs *all)
{
	all->turn++;
}

enum flow_taken
runner_take_place(struct runner_runs *all, struct flow_store *s,
    const struct flow_taken_place *place, struct runner_run **at, struct err *e)
{
	struct runner_run *r =
	    s->shared ? runner_runs_find(all, place->run) : NULL;
	int got;

	if (r && r->taken != all->turn && r->run.version != place->version)
		runner_runs_let_go(all, r);
	got = runner_runs_get(all, s, place->run, at, e);
	if (got == 1)
		(*at)->taken = all->turn;
	return got < 0 ? FLOW_ERROR : got ? FLOW_TAKEN : FLOW_NONE;
}

enum flow_taken
runner_take(struct runner_runs *all, struct flow_store *s, int64_t id,
    bool wait, struct runner_run **at, struct err *e)
{
	struct runner_run *r = s->shared ? runner_runs_find(all, id) : NULL;
	struct flow_taken_place place = { .run = id };
	enum flow_taken taken;

	*at = r;
	if (r && r->taken == all->turn)
		return FLOW_TAKEN;
	taken = flow_run_take(s, id, wait, &place.version, e);
	if (taken != FLOW_TAKEN)
		return taken;
	return runner_take_place(all, s, &place, at, e);
}

int
runner_take_many(struct runner_runs *all, struct flow_store *s,
    const int64_t *ids, size_t n, struct err *e)
{
	struct flow_taken_places got = { 0 };
	struct runner_run *at;
	int r = n > 1 ? flow_runs_take(s, ids, n, &got, e) : 0;

	for (size_t i = 0; r == 0 && i < got.n && !runner_runs_are_many(all);
	     i++)
		r = runner_take_place(all, s, &got.list[i], &at, e) ==
			FLOW_ERROR
		    ? -1
		    : 0;
	free(got.list);
	return r;
}

void
runner_take_back(struct runner_runs *all, const struct flow_store *s)
{
	if (s->shared)
		runner_runs_undo(all);
	else
		runner_runs_drop(all);
}
