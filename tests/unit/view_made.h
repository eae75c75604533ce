/*
 * view_made: a run in memory as it is seen, without a store.
 */
#ifndef VIEW_MADE_H
#define VIEW_MADE_H

#include <stdlib.h>

#include "base/mem.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"
#include "flow/decide/run_order.h"
#include "flow/view/show_view.h"
#include "test.h"

#define VIEW_MADE_NOW INT64_C(1796004900000) /* 2026-11-30 02:15:00 UTC */

/* A run of the flow with that text, with these values, which began now. */
static inline void
view_made(struct show_view *v, const char *text, const struct run_given *given,
    size_t n)
{
	struct told told = { 0 };
	struct err e = { 0 };

	*v = (struct show_view){ 0 };
	EXPECT(plan_make(&v->plan, "/flows/shop.flow", span_str(text), &told,
		   &e) == 0);
	for (size_t i = 0; i < told.n; i++)
		printf("# %s\n", told.list[i].text);
	told_free(&told);
	v->has_plan = true;
	EXPECT(run_make(&v->run, &v->plan, given, n, &e) == 0);
	v->run.id = 4711;
	v->run.made = VIEW_MADE_NOW;
	run_begin(&v->run, VIEW_MADE_NOW);
	v->flow = mem_dup(SPAN("shop"));
	v->attempts = mem_zeroed(v->plan.flow.n_nodes, sizeof *v->attempts);
	v->children = mem_zeroed(v->plan.flow.n_nodes, sizeof *v->children);
}

static inline size_t
view_node(const struct show_view *v, const char *name)
{
	return flow_graph_find(&v->plan.graph, span_str(name));
}

/* An attempt of a ready node that began at a time and exits some ms later. */
static inline void
view_exits(
    struct show_view *v, const char *name, int64_t at, int64_t took, int status)
{
	size_t i = view_node(v, name);
	struct show_attempt *a = &v->attempts[i];

	EXPECT(v->run.nodes[i].state == NODE_READY);
	run_attempt(&v->run, i, at);
	run_attempt_ended(&v->run, i,
	    &(struct run_outcome){ .kind = END_EXITED, .status = status },
	    at + took);
	free(a->end);
	*a = (struct show_attempt){ .number = v->run.nodes[i].attempts,
		.began = at,
		.ended = at + took,
		.status = status,
		.end = mem_dup(span_str(status ? "failed" : "done")) };
}

#endif
