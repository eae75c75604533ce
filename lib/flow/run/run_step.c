#include "flow/run/run_step.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/run/run_edges.h"
#include "flow/run/run_finish.h"

enum { SECOND = 1000 };

static void
change(struct run_step *s, size_t at, enum node_state state,
    enum node_waits waits, int64_t wake, const char *why)
{
	struct run_node *n = &s->run->nodes[at];
	char *copy;

	if (n->hold && !node_has_ended(state) && state != NODE_RUNNING) {
		state = NODE_HELD;
		waits = WAITS_NOT;
		wake = 0;
		why = why ? why : n->why;
	}
	copy = why ? mem_dup(span_str(why)) : NULL;
	free(n->why);
	n->why = copy;
	n->state = state;
	n->waits = waits;
	n->wake = wake;
	n->since = s->now;
	n->changed = true;
	if (!node_has_ended(state))
		return;
	n->hold = n->stopping = false;
	s->run->open--;
	s->ended = mem_grow(s->ended, &s->cap, s->n + 1, sizeof *s->ended);
	s->ended[s->n++] = at;
}

void
run_step_move(
    struct run_step *s, size_t at, enum node_state state, const char *why)
{
	change(s, at, state, WAITS_NOT, 0, why);
}

void
run_step_wait(struct run_step *s, size_t at, enum node_waits waits, int64_t ms,
    const char *why)
{
	change(s, at, NODE_WAITING, waits, ms ? s->now + ms : 0, why);
}

void
run_step_trouble(
    struct run_step *s, size_t at, const char *reason, const char *why)
{
	run_step_move(s, at, NODE_HELD, why);
	run_news_add(s->run, NEWS_ALARM, at, reason, why, NULL);
}

void
run_step_drop_outs(struct run_node *n)
{
	if (!n->outs)
		return;
	run_outs_free(n->outs, n->n_outs);
	n->outs = NULL;
	n->n_outs = 0;
	n->outs_changed = true;
}

void
run_step_go(struct run_step *s, size_t at)
{
	const struct flow_node *f = &s->run->plan->flow.nodes[at];
	struct run_node *n = &s->run->nodes[at];

	n->begun = true;
	n->part = PART_MAIN;
	if (f->approve && !n->approved) {
		run_step_wait(s, at, WAITS_PERSON, 0, NULL);
	} else if (f->delay && !n->delayed) {
		run_step_wait(
		    s, at, WAITS_DELAY, (int64_t)f->delay * SECOND, NULL);
	} else if (f->when.n && !n->asked) {
		n->part = PART_WHEN;
		run_step_move(s, at, NODE_READY, NULL);
	} else {
		bool waits = f->kind == FLOW_APPROVE || f->kind == FLOW_WAIT;

		run_step_move(
		    s, at, waits && !n->hold ? NODE_DONE : NODE_READY, NULL);
	}
}

static void
follow(struct run_step *s, size_t at, enum flow_join_now now, struct err *e)
{
	if (now == FLOW_JOIN_BEGINS)
		run_step_go(s, at);
	else if (now == FLOW_JOIN_SKIPPED)
		run_step_move(s, at, NODE_SKIPPED, NULL);
	else if (e->status)
		run_step_trouble(s, at, "held", e->text);
	else
		run_step_wait(s, at, WAITS_PARENTS, 0, NULL);
}

void
run_step_judge(struct run_step *s, size_t at)
{
	struct err e;

	follow(s, at, run_edges_judge(s->run, at, &e), &e);
}

/* The node that edge leads to, one step nearer to its begin. */
static void
tell_child(struct run_step *s, size_t at, size_t edge)
{
	struct run_node *n = &s->run->nodes[at];
	enum flow_join_now now = FLOW_JOIN_WAITS;
	struct err e;

	n->open--;
	if (n->state != NODE_WAITING || n->waits != WAITS_PARENTS)
		return;
	e.status = ST_OK;
	if (s->run->plan->flow.nodes[at].join == FLOW_ANY)
		now = run_edges_first(s->run, edge, &e);
	if (now == FLOW_JOIN_WAITS && !e.status && n->open == 0)
		now = run_edges_judge(s->run, at, &e);
	if (now != FLOW_JOIN_WAITS || e.status)
		follow(s, at, now, &e);
}

void
run_step_reopen(struct run_step *s, size_t at)
{
	const struct flow_graph *g = &s->run->plan->graph;
	struct run *r = s->run;

	for (size_t k = g->child[at]; k < g->child[at + 1]; k++)
		r->nodes[g->children[k]].open++;
	r->open++;
	run_finish_undo(r);
}

void
run_step_begin(struct run_step *s, struct run *r, int64_t now)
{
	*s = (struct run_step){ .run = r, .now = now };
}

void
run_step_end(struct run_step *s)
{
	const struct plan *p = s->run->plan;

	while (s->n) {
		size_t at = s->ended[--s->n];

		for (size_t k = p->graph.child[at]; k < p->graph.child[at + 1];
		     k++)
			tell_child(s, p->graph.children[k], p->down[k]);
	}
	free(s->ended);
	if (s->run->open == 0 && !run_has_ended(s->run->state))
		run_finish(s->run, s->now);
}
