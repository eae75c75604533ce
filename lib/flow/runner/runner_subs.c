#include "flow/graph/flow_around.h"
#include "flow/runner/runner_shared.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

enum { ALL = 1 << 30 };

/* Values of its parameters, as the node says them. */
struct values {
	struct buf *texts; /* owned, and each of them */
	struct run_given *list;
	size_t n;
};

static int
make_values(struct values *v, const struct run *run, const struct flow_node *n,
    struct span line, struct err *e)
{
	struct run_scope scope = { .run = run, .line = line };
	int got = 0;

	*v = (struct values){ mem_zeroed(n->n_params + 1, sizeof *v->texts),
		mem_zeroed(n->n_params + 1, sizeof *v->list), n->n_params };
	for (size_t i = 0; got == 0 && i < v->n; i++) {
		const struct flow_set *set = &n->params[i];

		got = named_words_make_text(
		    &set->text, run_lookup, &scope, &v->texts[i], e);
		v->list[i].name = span_str(set->name);
		v->list[i].value = v->texts[i].len ? buf_span(&v->texts[i])
						   : (struct span){ "", 0 };
	}
	return got;
}

static void
free_values(struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		buf_free(&v->texts[i]);
	free(v->texts);
	free(v->list);
}

static char *
copy(const char *s)
{
	return s ? mem_dup(span_str(s)) : NULL;
}

static void
set_origin(struct run *run, const struct run *parent, size_t node,
    const struct span *line)
{
	struct run_origin *o = &run->origin;

	o->who = copy(parent->origin.who);
	o->texts = copy(parent->origin.texts);
	o->class = copy(parent->plan->flow.nodes[node].class);
	o->parent = parent->id;
	o->parent_node = node;
	o->generation = parent->nodes[node].attempts;
	if (line) {
		struct span rest = *line, item;

		o->line = mem_dup(*line);
		tsv_next(&rest, &item);
		o->item = mem_dup(item);
	}
}

/* It begins, or waits for a place of its class. */
static void
begin(struct runner *r, struct runner_run *of)
{
	struct runner_lane *lane;

	if (of->run.origin.class) {
		lane = runner_lane_of(
		    &r->places, of->run.origin.class, RUNNER_LANE_RUNS);
		if (!runner_place_is_free(r, lane, true)) {
			runner_waits(r, lane);
			return;
		}
	}
	run_begin(&of->run, r->now);
	runner_place_run(r, of);
}

void
runner_place_run(struct runner *r, struct runner_run *of)
{
	bool has = runner_run_has_place(&of->run);
	struct runner_lane *lane;

	if (has == of->placed)
		return;
	of->placed = has;
	lane =
	    runner_lane_of(&r->places, of->run.origin.class, RUNNER_LANE_RUNS);
	lane->under_way += has;
	lane->under_way -= !has;
	lane->of->freed += !has;
}

/* A run that is not stored yet, or *bad and why. */
static int
make(struct runner *r, struct runner_run *parent, size_t node,
    const struct span *line, struct runner_run **at, enum end_kind *bad,
    struct err *e)
{
	const struct flow *flow = &parent->plan->plan.flow;
	const struct flow_node *n = &flow->nodes[node];
	struct runner_plan *plan;
	struct values v;
	struct buf path = { 0 };
	int got;

	flow_around_path(flow, n->does, &path);
	plan = runner_texts_plan(r, parent->run.origin.texts, path.p, e);
	buf_free(&path);
	if (!plan)
		return -1;
	*at = runner_runs_new(plan);
	got = make_values(
	    &v, &parent->run, n, line ? *line : (struct span){ 0 }, e);
	if (got)
		*bad = END_TROUBLE;
	else if (run_make(&(*at)->run, &plan->plan, v.list, v.n, e))
		*bad = END_BAD;
	free_values(&v);
	if (*bad != END_EXITED) {
		runner_runs_give_up(*at);
		*at = NULL;
	}
	return 0;
}

int
runner_sub_check(struct runner *r, struct runner_run *parent, size_t node,
    const struct span *line, enum end_kind *bad, struct err *e)
{
	struct runner_run *of = NULL;
	int got = make(r, parent, node, line, &of, bad, e);

	if (of)
		runner_runs_give_up(of);
	return got;
}

int
runner_sub_new(struct runner *r, struct runner_run *parent, size_t node,
    const struct span *line, enum end_kind *bad, struct err *e)
{
	struct runner_run *of = NULL;

	if (make(r, parent, node, line, &of, bad, e))
		return -1;
	if (!of)
		return 0;
	set_origin(&of->run, &parent->run, node, line);
	of->run.made = r->now;
	if (flow_store_run_add(r->store, &of->run, e)) {
		runner_runs_give_up(of);
		return -1;
	}
	runner_runs_add(&r->runs, of);
	begin(r, of);
	runner_runs_touch(&r->runs, of);
	return 0;
}

int
runner_subs_begin(
    struct runner *r, struct runner_run *of, size_t node, struct err *e)
{
	struct run_outcome out = { .kind = END_RUNS };
	enum end_kind bad = END_EXITED;
	size_t n = 1;
	struct err why;
	int got;

	if (of->plan->plan.flow.nodes[node].each.bytes)
		got = runner_each_begin(r, of, node, &n, &bad, &why);
	else
		got = runner_sub_new(r, of, node, NULL, &bad, &why);
	if (got) {
		*e = why;
		return -1;
	}
	if (bad != END_EXITED) {
		out.kind = bad;
		out.why = why.text;
	} else if (n) {
		return 0;
	}
	run_attempt_ended(&of->run, node, &out, r->now);
	runner_runs_touch(&r->runs, of);
	return 0;
}

int
runner_subs_cancel(struct runner *r, struct runner_run *of, size_t node,
    const char *who, struct err *e)
{
	struct run_order order = {
		.kind = ORDER_CANCEL, .node = FLOW_NOWHERE, .who = who
	};

	return runner_subs_order(r, of, node, &order, e);
}

int
runner_subs_order(struct runner *r, struct runner_run *of, size_t node,
    const struct run_order *order, struct err *e)
{
	struct flow_store_places open = { 0 };
	int got = flow_store_children_open(r->store, of->run.id, node,
	    of->run.nodes[node].attempts, ALL, &open, e);

	for (size_t i = 0; got == 0 && i < open.n; i++) {
		struct runner_run *sub;
		struct err refused;

		if (runner_take(&r->runs, r->store, open.list[i].run, true,
			&sub, e) != FLOW_TAKEN)
			got = -1;
		else if (run_order_do(&sub->run, order, r->now, &refused) ==
		    0) {
			runner_wait_again(&sub->run);
			runner_runs_touch(&r->runs, sub);
		}
	}
	free(open.list);
	return got;
}

void
runner_subs_ended(struct runner *r, const struct runner_run *of)
{
	const struct run_origin *o = &of->run.origin;
	struct runner_parents *p = &r->parents;

	p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
	p->list[p->n++] =
	    (struct runner_parent){ o->parent, o->parent_node, o->generation };
}

/* The last of them has ended: so has the attempt of the node. */
static int
all_ended(struct runner *r, const struct runner_parent *p, int64_t version,
    struct err *e)
{
	struct flow_taken_place place = { .run = p->run, .version = version };
	struct flow_store_children all;
	struct run_outcome out = { .kind = END_RUNS };
	struct runner_run *parent;
	enum flow_taken got;

	if (flow_store_run_children(
		r->store, p->run, p->node, p->generation, &all, e))
		return -1;
	got = runner_take_place(&r->runs, r->store, &place, &parent, e);
	if (got != FLOW_TAKEN)
		return got == FLOW_ERROR ? -1 : 0;
	if (parent->run.nodes[p->node].attempts != p->generation)
		return 0; /* it was tried again meanwhile */
	out.failed = all.failed;
	out.cancelled = all.cancelled;
	out.runs = all.done + all.failed + all.cancelled;
	run_attempt_ended(&parent->run, p->node, &out, r->now);
	runner_runs_touch(&r->runs, parent);
	return 0;
}

/* Only who has the parent sees all that have ended: of two that end the last
 * two at once, the second. */
static int
look_at(struct runner *r, const struct runner_parent *p, struct err *e)
{
	struct flow_store_places open = { 0 };
	int64_t version = 0;
	enum flow_taken got =
	    flow_run_take(r->store, p->run, true, &version, e);

	if (got != FLOW_TAKEN)
		return got == FLOW_ERROR ? -1 : 0;
	if (flow_store_children_open(
		r->store, p->run, p->node, p->generation, 1, &open, e))
		return -1;
	free(open.list);
	return open.n ? 0 : all_ended(r, p, version, e);
}

static int
by_run(const void *a, const void *b)
{
	const struct runner_parent *x = a, *y = b;

	if (x->run != y->run)
		return x->run < y->run ? -1 : 1;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return (x->generation > y->generation) -
	    (x->generation < y->generation);
}

/* In the order of their numbers, so that no two workers wait for each other. */
int
runner_subs_look(struct runner *r, struct err *e)
{
	struct runner_parents all = r->parents;
	int got = 0;

	r->parents = (struct runner_parents){ 0 };
	qsort(all.list, all.n, sizeof *all.list, by_run);
	for (size_t i = 0; got == 0 && i < all.n; i++)
		if (i == 0 || by_run(&all.list[i - 1], &all.list[i]))
			got = look_at(r, &all.list[i], e);
	free(all.list);
	return got;
}

int
runner_subs_claim(
    struct runner *r, struct runner_lane *lane, size_t max, struct err *e)
{
	struct flow_taken_places waiting = { 0 };
	int got =
	    flow_take_waiting_runs(r->store, lane->of->name, max, &waiting, e);

	lane->backlog = waiting.n == max;
	for (size_t i = 0; got == 0 && i < waiting.n; i++) {
		struct runner_run *of;

		if (runner_take_place(&r->runs, r->store, &waiting.list[i], &of,
			e) != FLOW_TAKEN)
			got = -1;
		else if (of->run.state == RUN_WAITING) {
			run_begin(&of->run, r->now);
			runner_place_run(r, of);
			runner_runs_touch(&r->runs, of);
		}
	}
	free(waiting.list);
	return got;
}
