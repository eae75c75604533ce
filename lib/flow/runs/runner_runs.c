#include "flow/runs/runner_runs.h"

#include <stdlib.h>

#include "base/mem.h"

enum { HASH_FIRST = 1024 };

static size_t
place(const struct runner_runs *all, int64_t id)
{
	return (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) &
	    (all->n_hash - 1);
}

static void
grow(struct runner_runs *all)
{
	size_t was = all->n_hash;
	struct runner_run **old = all->by_id;

	all->n_hash = was ? 2 * was : HASH_FIRST;
	all->by_id = mem_zeroed(all->n_hash, sizeof(struct runner_run *));
	for (size_t i = 0; i < was; i++)
		for (struct runner_run *r = old[i], *next; r; r = next) {
			size_t to = place(all, r->run.id);

			next = r->chain;
			r->chain = all->by_id[to];
			all->by_id[to] = r;
		}
	free(old);
}

static void
unlink_use(struct runner_runs *all, struct runner_run *r)
{
	*(r->newer ? &r->newer->older : &all->newest) = r->older;
	*(r->older ? &r->older->newer : &all->oldest) = r->newer;
}

static void
link_use(struct runner_runs *all, struct runner_run *r)
{
	r->newer = NULL;
	r->older = all->newest;
	*(all->newest ? &all->newest->newer : &all->oldest) = r;
	all->newest = r;
}

static size_t
size_of(const struct run *run)
{
	size_t n = sizeof(struct runner_run);

	for (size_t i = 0; i < run->plan->flow.n_params; i++)
		n += 32 + (run->params[i] ? strlen(run->params[i]) : 0);
	for (size_t i = 0; i < run->plan->flow.n_nodes; i++) {
		const struct run_node *node = &run->nodes[i];

		n += sizeof *node + (node->why ? 32 + strlen(node->why) : 0);
		for (size_t k = 0; k < node->n_outs; k++)
			n += 80 + strlen(node->outs[k].value);
	}
	return n;
}

bool
runner_run_has_place(const struct run *run)
{
	return run->origin.class && run->began && !run_has_ended(run->state);
}

struct runner_run *
runner_runs_new(struct runner_plan *plan)
{
	struct runner_run *r = mem_zeroed(1, sizeof *r);

	r->plan = plan;
	plan->users++;
	return r;
}

void
runner_runs_give_up(struct runner_run *r)
{
	run_free(&r->run);
	r->plan->users--;
	free(r);
}

void
runner_runs_add(struct runner_runs *all, struct runner_run *r)
{
	size_t at;

	if (all->n == all->n_hash)
		grow(all);
	at = place(all, r->run.id);
	r->chain = all->by_id[at];
	all->by_id[at] = r;
	all->n++;
	r->bytes = size_of(&r->run);
	all->bytes += r->bytes;
	link_use(all, r);
}

struct runner_run *
runner_runs_find(struct runner_runs *all, int64_t id)
{
	struct runner_run *r = all->n_hash ? all->by_id[place(all, id)] : NULL;

	while (r && r->run.id != id)
		r = r->chain;
	if (r && r != all->newest) {
		unlink_use(all, r);
		link_use(all, r);
	}
	return r;
}

int
runner_runs_get(struct runner_runs *all, struct flow_store *s, int64_t id,
    struct runner_run **at, struct err *e)
{
	char digest[PLAN_DIGEST_CAP];
	struct runner_plan *plan;
	struct runner_run *r = runner_runs_find(all, id);
	int got;

	*at = r;
	if (r)
		return 1;
	got = flow_store_run_digest(s, id, digest, e);
	if (got != 1)
		return got;
	plan = runner_plans_get(&all->plans, s, digest, e);
	if (!plan)
		return -1;
	r = runner_runs_new(plan);
	got = flow_store_run_load(s, &r->run, id, &plan->plan, e);
	if (got != 1) {
		runner_runs_give_up(r);
		return got;
	}
	r->placed = runner_run_has_place(&r->run);
	runner_runs_add(all, r);
	*at = r;
	return 1;
}

void
runner_runs_touch(struct runner_runs *all, struct runner_run *r)
{
	r->taken = all->turn;
	if (r->touched)
		return;
	r->touched = true;
	all->touched = mem_grow(all->touched, &all->cap_touched,
	    all->n_touched + 1, sizeof(struct runner_run *));
	all->touched[all->n_touched++] = r;
}

bool
runner_runs_are_many(const struct runner_runs *all)
{
	return all->bytes > all->max;
}

static void
drop(struct runner_runs *all, struct runner_run *r)
{
	struct runner_run **at = &all->by_id[place(all, r->run.id)];

	while (*at != r)
		at = &(*at)->chain;
	*at = r->chain;
	unlink_use(all, r);
	all->n--;
	all->bytes -= r->bytes;
	runner_runs_give_up(r);
}

void
runner_runs_forget(struct runner_runs *all, int64_t id)
{
	struct runner_run *r = runner_runs_find(all, id);

	for (size_t i = 0; r && i < all->n_touched; i++)
		if (all->touched[i] == r)
			return;
	if (r)
		drop(all, r);
}

void
runner_runs_trim(struct runner_runs *all)
{
	/* what happened to them made them larger, or smaller */
	for (size_t i = 0; i < all->n_touched; i++) {
		struct runner_run *r = all->touched[i];

		all->bytes -= r->bytes;
		r->bytes = size_of(&r->run);
		all->bytes += r->bytes;
		r->touched = false;
	}
	all->n_touched = 0;
	while (all->oldest && all->bytes > all->max)
		drop(all, all->oldest);
	runner_plans_trim(&all->plans, false);
}

void
runner_runs_let_go(struct runner_runs *all, struct runner_run *r)
{
	drop(all, r);
}

void
runner_runs_undo(struct runner_runs *all)
{
	for (struct runner_run *r = all->newest, *older; r; r = older) {
		older = r->older;
		if (r->taken == all->turn)
			drop(all, r);
	}
	all->n_touched = 0;
}

void
runner_runs_drop(struct runner_runs *all)
{
	while (all->oldest)
		drop(all, all->oldest);
	free(all->by_id);
	free(all->touched);
	all->by_id = NULL;
	all->touched = NULL;
	all->n_hash = all->n_touched = all->cap_touched = 0;
}
