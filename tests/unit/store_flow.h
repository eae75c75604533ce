/*
 * store_flow: stores, plans and runs for tests.
 */
#ifndef STORE_FLOW_H
#define STORE_FLOW_H

#include "base/mem.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"
#include "flow/decide/run_order.h"
#include "flow/list/flow_list.h"
#include "flow/keep/flow_keep.h"
#include "ok.h"
#include "scratch.h"
#include "test.h"
#include "test_store.h"

static struct err e; /* of the last call */

static inline void
plan_of(struct plan *p, const char *path, const char *text)
{
	struct told told = { 0 };

	if (plan_make(p, path, span_str(text), &told, &e)) {
		printf("# %s: %s\n", path, told.n ? told.list[0].text : e.text);
		exit(2);
	}
	told_free(&told);
}

/* A run of it with parameter NAME=VALUE, or none, made and begun, not
 * stored. */
static inline void
run_of(struct run *r, struct plan *p, const char *name, const char *value,
    int64_t now)
{
	const struct run_given given = { span_str(name ? name : ""),
		span_str(value ? value : "") };

	*r = (struct run){ 0 };
	if (run_make(r, p, &given, name ? 1 : 0, &e)) {
		printf("# %s\n", e.text);
		exit(2);
	}
	r->made = now;
	r->origin.who = mem_dup(SPAN("1000 maria"));
	run_begin(r, now);
}

/* A node's attempt begins, and ends with that status. */
static inline void
try_node(struct run *r, size_t node, int status, int64_t now)
{
	const struct run_outcome end = { .kind = END_EXITED, .status = status };

	run_attempt(r, node, now);
	run_attempt_ended(r, node, &end, now);
}

static inline void
describe_node(struct buf *b, const struct run_node *n)
{
	buf_printf(b,
	    " %d/%d/%d gen %u tried %u failed %u polled %u since %lld wake "
	    "%lld first %lld ticket %lld %d%d%d%d%d%d%d%d%d why %s;",
	    n->state, n->waits, n->part, n->generation, n->attempts,
	    n->failures, n->polls, (long long)n->since, (long long)n->wake,
	    (long long)n->first, (long long)n->ticket, n->begun, n->approved,
	    n->delayed, n->asked, n->stopping, n->hold, n->lost, n->passed,
	    n->older, n->why ? n->why : "-");
	for (size_t i = 0; i < n->n_outs; i++)
		buf_printf(b, " %s=%s", n->outs[i].name, n->outs[i].value);
	buf_byte(b, '\n');
}

/* All of a run that is saved, as text with a NUL. */
static inline void
describe(struct buf *b, const struct run *r)
{
	const struct run_origin *o = &r->origin;

	buf_clear(b);
	buf_printf(b,
	    "run %lld of %s: %d %d%d%d made %lld began %lld ended "
	    "%lld open %zu version %lld\n",
	    (long long)r->id, r->plan->digest, r->state, r->stopping,
	    r->differs, r->passed, (long long)r->made, (long long)r->began,
	    (long long)r->ended, r->open, (long long)r->version);
	buf_printf(b,
	    "%s %s %s parent %lld %zu %u item %s line %s class %s "
	    "texts %s\n",
	    o->who ? o->who : "-", o->schedule ? o->schedule : "-",
	    o->due ? o->due : "-", (long long)o->parent,
	    o->parent ? o->parent_node : 0, o->parent ? o->generation : 0,
	    o->item ? o->item : "-", o->line ? o->line : "-",
	    o->class ? o->class : "-", o->texts ? o->texts : "-");
	for (size_t i = 0; i < r->plan->flow.n_params; i++)
		buf_printf(
		    b, "%s=%s\n", r->plan->flow.params[i].name, r->params[i]);
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
		describe_node(b, &r->nodes[i]);
	buf_byte(b, '\0');
}

/* What the store has of a run is what is in memory. */
static inline void
expect_stored(struct flow_store *s, const struct run *r)
{
	struct run back = { 0 };
	struct buf have = { 0 }, want = { 0 };

	EXPECT(flow_store_run_load(s, &back, r->id, r->plan, &e) == 1);
	if (back.id) {
		describe(&have, &back);
		describe(&want, r);
		EXPECT_STR(have.p, want.p);
	}
	run_free(&back);
	buf_free(&have);
	buf_free(&want);
}

#endif
