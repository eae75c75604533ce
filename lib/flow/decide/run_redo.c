#include "flow/decide/run_redo.h"

#include <stdlib.h>

#include "base/mem.h"

/* Nodes that are after one, each once, near ones first. */
struct after {
	size_t *list; /* owned */
	size_t n;
};

/* All of them, or those that are reached over none that ended. */
static struct after
find_after(const struct run *r, size_t from, bool all)
{
	const struct flow_graph *g = &r->plan->graph;
	size_t n_nodes = r->plan->flow.n_nodes, at = from, next = 0;
	struct after a = { .list = mem_alloc((n_nodes + 1) * sizeof *a.list) };
	bool *seen = mem_zeroed(n_nodes, sizeof *seen);

	for (;;) {
		for (size_t k = g->child[at]; k < g->child[at + 1]; k++) {
			size_t child = g->children[k];

			if (seen[child])
				continue;
			seen[child] = true;
			a.list[a.n++] = child;
		}
		while (next < a.n && !all &&
		    node_has_ended(r->nodes[a.list[next]].state))
			next++;
		if (next == a.n)
			break;
		at = a.list[next++];
	}
	free(seen);
	return a;
}

/* As it was before it began, in the next generation. */
static void
renew(struct run_step *s, size_t at)
{
	struct run_node *n = &s->run->nodes[at];
	bool ended = node_has_ended(n->state);

	n->generation++;
	n->part = PART_MAIN;
	n->failures = n->polls = 0;
	n->first = 0;
	n->begun = n->approved = n->delayed = n->asked = false;
	n->stopping = n->lost = n->passed = n->older = false;
	run_step_drop_outs(n);
	run_step_wait(s, at, WAITS_PARENTS, 0, NULL);
	if (ended)
		run_step_reopen(s, at);
}

static bool
has_come_far(const struct run_node *n)
{
	return n->state != NODE_WAITING || n->waits != WAITS_PARENTS;
}

static void
renew_after(struct run_step *s, const struct after *a)
{
	for (size_t i = 0; i < a->n; i++) {
		struct run_node *n = &s->run->nodes[a->list[i]];

		if (has_come_far(n))
			renew(s, a->list[i]);
	}
}

/* Those that ended stay as they are, and what has not waits again. */
static void
leave_after(struct run_step *s, size_t at, const struct after *all)
{
	struct after near = find_after(s->run, at, false);

	for (size_t i = 0; i < near.n; i++) {
		struct run_node *n = &s->run->nodes[near.list[i]];

		if (!node_has_ended(n->state) && has_come_far(n))
			renew(s, near.list[i]);
	}
	free(near.list);
	for (size_t i = 0; i < all->n; i++) {
		struct run_node *n = &s->run->nodes[all->list[i]];

		if (node_has_ended(n->state) && !n->older)
			n->older = n->changed = true;
	}
}

static int
check_after(
    const struct run *r, size_t at, const struct after *a, struct err *e)
{
	const struct flow_node *nodes = r->plan->flow.nodes;

	for (size_t i = 0; i < a->n; i++)
		if (r->nodes[a->list[i]].state == NODE_RUNNING)
			return err_set(e, ST_FAIL,
			    "%s is after %s and is running: wait until it has "
			    "ended, or cancel it",
			    nodes[a->list[i]].name, nodes[at].name);
	return 0;
}

int
run_redo(struct run_step *s, size_t at, bool after, struct err *e)
{
	struct after all = find_after(s->run, at, true);
	int r = check_after(s->run, at, &all, e);

	if (r == 0) {
		s->run->nodes[at].hold = false;
		renew(s, at);
		if (after)
			renew_after(s, &all);
		else
			leave_after(s, at, &all);
		/* its edges as well: none that was skipped for want of leave
		 * begins without */
		run_step_judge(s, at);
	}
	free(all.list);
	return r;
}

int
run_redo_after(struct run_step *s, size_t at, struct err *e)
{
	struct after all = find_after(s->run, at, true);
	int r = check_after(s->run, at, &all, e);

	if (r == 0) {
		run_step_reopen(s, at);
		renew_after(s, &all);
	}
	free(all.list);
	return r;
}
