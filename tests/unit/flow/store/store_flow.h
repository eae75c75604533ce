/*
 * store_flow: stores, plans and runs for tests.
 */
#ifndef STORE_FLOW_H
#define STORE_FLOW_H

#include "base/mem.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"
#include "flow/run/run_order.h"
#include "flow/store/flow_list.h"
#include "scratch.h"
#include "test.h"

static struct err e; /* of the last call */

/* It succeeds; what it told else. */
#define OK(call) \
	do { \
		e.text[0] = '\0'; \
		EXPECT((call) == 0); \
		if (e.text[0]) \
			printf("# %s\n", e.text); \
	} while (0)

static inline void
plan_of(struct plan *p, const char *path, const char *text)
{
	struct flow_told told = { 0 };

	if (plan_make(p, path, span_str(text), &told, &e)) {
		printf("# %s: %s\n", path, told.n ? told.list[0].text : e.text);
		exit(2);
	}
	flow_told_free(&told);
}

/* A run of it with parameter NAME=VALUE, or none, made and begun, not stored. */
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

#endif
