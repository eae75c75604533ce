#include "flow/run/run.h"

#include <stdlib.h>

#include "base/mem.h"

bool
node_has_ended(enum node_state s)
{
	return s >= NODE_DONE;
}

bool
run_has_ended(enum run_state s)
{
	return s >= RUN_DONE;
}

static const char *const node_states[] = {
	[NODE_WAITING] = "waiting",
	[NODE_READY] = "ready",
	[NODE_RUNNING] = "running",
	[NODE_HELD] = "held",
	[NODE_DONE] = "done",
	[NODE_DIFFERS] = "differs",
	[NODE_FAILED] = "failed",
	[NODE_SKIPPED] = "skipped",
	[NODE_CANCELLED] = "cancelled",
};

static const char *const run_states[] = {
	[RUN_WAITING] = "waiting",
	[RUN_GOING] = "going",
	[RUN_HELD] = "held",
	[RUN_DONE] = "done",
	[RUN_FAILED] = "failed",
	[RUN_CANCELLED] = "cancelled",
};

const char *
node_state_name(enum node_state s)
{
	return node_states[s];
}

const char *
run_state_name(enum run_state s)
{
	return run_states[s];
}

const char *
node_waits_name(enum node_waits w)
{
	static const char *const names[] = {
		[WAITS_NOT] = "nothing",
		[WAITS_PARENTS] = "parents",
		[WAITS_PERSON] = "person",
		[WAITS_DELAY] = "delay",
		[WAITS_RETRY] = "retry",
		[WAITS_POLL] = "poll",
	};

	return names[w];
}

static int
named(const char *const *names, int n, struct span name)
{
	for (int i = 0; i < n; i++)
		if (span_eq(span_str(names[i]), name))
			return i;
	return -1;
}

int
node_state_named(struct span name)
{
	return named(node_states, NODE_CANCELLED + 1, name);
}

int
run_state_named(struct span name)
{
	return named(run_states, RUN_CANCELLED + 1, name);
}

void
run_nodes_make(struct run *r)
{
	size_t n = r->plan->flow.n_nodes;

	r->nodes = mem_zeroed(n, sizeof *r->nodes);
	for (size_t i = 0; i < n; i++) {
		r->nodes[i].waits = WAITS_PARENTS;
		r->nodes[i].generation = 1;
	}
	run_count(r);
}

void
run_count(struct run *r)
{
	const struct flow_graph *g = &r->plan->graph;

	r->open = 0;
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++) {
		struct run_node *n = &r->nodes[i];

		r->open += !node_has_ended(n->state);
		n->open = 0;
		for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
			n->open +=
			    !node_has_ended(r->nodes[g->parents[e]].state);
	}
}

void
run_news_add(struct run *r, enum run_news_kind kind, size_t node,
    const char *reason, const char *text, const char *who)
{
	r->news =
	    mem_grow(r->news, &r->cap_news, r->n_news + 1, sizeof *r->news);
	r->news[r->n_news++] = (struct run_news){
		.kind = kind,
		.node = node,
		.reason = reason,
		.text = text ? mem_dup(span_str(text)) : NULL,
		.who = who ? mem_dup(span_str(who)) : NULL,
	};
}

void
run_news_clear(struct run *r)
{
	for (size_t i = 0; i < r->n_news; i++) {
		free(r->news[i].text);
		free(r->news[i].who);
	}
	r->n_news = 0;
}

void
run_outs_free(struct run_out *outs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(outs[i].name);
		free(outs[i].value);
	}
	free(outs);
}

static void
free_origin(struct run_origin *o)
{
	free(o->who);
	free(o->schedule);
	free(o->due);
	free(o->item);
	free(o->line);
	free(o->class);
	free(o->texts);
}

void
run_free(struct run *r)
{
	for (size_t i = 0; r->nodes && i < r->plan->flow.n_nodes; i++) {
		free(r->nodes[i].why);
		run_outs_free(r->nodes[i].outs, r->nodes[i].n_outs);
	}
	for (size_t i = 0; r->params && i < r->plan->flow.n_params; i++)
		free(r->params[i]);
	run_news_clear(r);
	free(r->nodes);
	free(r->params);
	free(r->news);
	free_origin(&r->origin);
	*r = (struct run){ 0 };
}
