#include <stdlib.h>

#include "base/mem.h"
#include "flow/show/show.h"
#include "flow/show/show_lanes.h"
#include "flow/view/show_top.h"
#include "shown/show_json.h"
#include "shown/show_table.h"

enum { COLUMNS = 40 };

/* Runs of a flow in a state, and their ms. */
struct runs {
	char *flow, *state; /* owned */
	int64_t n, ms;
};

struct stats {
	struct runs *runs; /* owned */
	size_t n_runs, cap_runs;
	struct show_lanes lanes;
};

static struct runs *
find(struct stats *s, const char *flow, const char *state)
{
	for (size_t i = s->n_runs; i-- > 0;)
		if (!strcmp(s->runs[i].flow, flow) &&
		    !strcmp(s->runs[i].state, state))
			return &s->runs[i];
	s->runs =
	    mem_grow(s->runs, &s->cap_runs, s->n_runs + 1, sizeof *s->runs);
	s->runs[s->n_runs] = (struct runs){ .flow = mem_dup(span_str(flow)),
		.state = mem_dup(span_str(state)) };
	return &s->runs[s->n_runs++];
}

static int
take(void *arg, const char *what, const char *name, const char *label,
    int64_t n, struct err *e)
{
	struct stats *s = arg;

	(void)e;
	if (!strcmp(what, "runs"))
		find(s, name, label)->n = n;
	else if (!strcmp(what, "run-ms"))
		find(s, name, label)->ms = n;
	else
		show_lanes_take(&s->lanes, what, name, label, n);
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct runs *x = a, *y = b;
	int c = strcmp(x->flow, y->flow);

	return c ? c : strcmp(x->state, y->state);
}

static int64_t
mean(const struct runs *r)
{
	return r->n ? r->ms / r->n : 0;
}

static void
put_runs(struct buf *b, const struct stats *s)
{
	static const char *const names[] = { "FLOW", "STATE", "RUNS", "MEAN",
		NULL };
	struct text_table t = { .align = "llrr" };

	show_heading(&t, names);
	for (size_t i = 0; i < s->n_runs; i++) {
		text_table_row(&t, TEXT_TABLE_PLAIN);
		show_cell_text(&t, s->runs[i].flow, COLUMNS);
		show_cell_text(&t, s->runs[i].state, COLUMNS);
		show_cell_int(&t, s->runs[i].n);
		if (s->runs[i].ms)
			show_cell_long(&t, mean(&s->runs[i]));
		else
			show_cell_text(&t, "-", 1);
	}
	text_table_format(&t, false, b);
	text_table_free(&t);
}

static void
put_json(struct buf *b, const struct stats *s)
{
	for (size_t i = 0; i < s->n_runs; i++) {
		buf_byte(b, '{');
		show_json_text(b, "flow", s->runs[i].flow);
		show_json_text(b, "state", s->runs[i].state);
		show_json_int(b, "runs", s->runs[i].n);
		show_json_int(b, "mean_ms", mean(&s->runs[i]));
		buf_str(b, "}\n");
	}
}

struct overrides {
	const struct show *show;
	struct text_table table;
	struct buf *json; /* NULL: a table */
	size_t n;
};

/* Of classes that are not as their file says, or whose breaker is not closed:
 * open, or half-open, until something goes well. */
static int
put_override(void *arg, const struct flow_store_class *c, struct err *e)
{
	struct overrides *o = arg;
	const struct show_clock *clock = &o->show->clock;
	bool rests = c->open_until > clock->now;
	const char *breaker = rests ? "open"
	    : c->open_until         ? "half-open"
				    : NULL;

	(void)e;
	if (c->limit < 0 && !breaker)
		return 0;
	o->n++;
	if (o->json) {
		buf_byte(o->json, '{');
		show_json_text(o->json, "class", c->name);
		if (c->limit >= 0)
			show_json_int(o->json, "limit", c->limit);
		show_json_text(o->json, "who", c->who);
		show_json_text(o->json, "why", c->why);
		show_json_time(o->json, "at", c->at);
		show_json_text(o->json, "breaker", breaker);
		show_json_time(o->json, "rests", rests ? c->open_until : 0);
		buf_str(o->json, "}\n");
		return 0;
	}
	text_table_row(&o->table, TEXT_TABLE_PLAIN);
	show_cell_text(&o->table, c->name, COLUMNS);
	if (c->limit >= 0)
		show_cell_int(&o->table, c->limit);
	else
		show_cell_text(&o->table, "-", 1);
	show_cell_text(&o->table, breaker ? breaker : "-", COLUMNS);
	show_cell_time(&o->table, clock, rests ? c->open_until : 0);
	show_cell_text(&o->table, c->who, COLUMNS);
	show_cell_text(&o->table, c->why, COLUMNS);
	return 0;
}

static int
put_overrides(struct buf *b, const struct show *s, struct err *e)
{
	static const char *const names[] = { "CLASS", "LIMIT", "BREAKER",
		"RESTS UNTIL", "WHO", "WHY", NULL };
	struct overrides o = { .show = s,
		.table = { .align = "lrllll" },
		.json = s->json ? b : NULL };
	int r;

	show_heading(&o.table, names);
	r = flow_store_classes(s->store, put_override, &o, e);
	if (r == 0 && o.n && !s->json) {
		buf_byte(b, '\n');
		text_table_format(&o.table, false, b);
	}
	text_table_free(&o.table);
	return r;
}

static void
free_stats(struct stats *s)
{
	for (size_t i = 0; i < s->n_runs; i++) {
		free(s->runs[i].flow);
		free(s->runs[i].state);
	}
	free(s->runs);
	show_lanes_free(&s->lanes);
}

int
show_stats(const struct show *s, struct buf *b, struct err *e)
{
	struct stats stats = { 0 };
	int r = flow_stats(s->store, s->clock.now, take, &stats, e);

	if (r == 0)
		r = show_top(s, b, e);
	if (r == 0) {
		if (stats.n_runs)
			qsort(stats.runs, stats.n_runs, sizeof *stats.runs,
			    by_name);
		if (s->json)
			put_json(b, &stats);
		else
			put_runs(b, &stats);
		show_lanes_put(&stats.lanes, s, b);
		r = put_overrides(b, s, e);
	}
	free_stats(&stats);
	return r;
}
