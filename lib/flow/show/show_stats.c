#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/show/show.h"
#include "flow/view/show_top.h"
#include "shown/show_json.h"
#include "shown/show_table.h"

enum { COLUMNS = 40 };

/* What two figures say of one name and label: runs and their ms, or nodes that are
 * ready and running. */
struct pair {
	char *name, *label; /* owned */
	int64_t one, other;
};

struct stats {
	struct pair *runs, *classes; /* owned */
	size_t n_runs, cap_runs, n_classes, cap_classes;
};

static struct pair *
find(struct pair **list, size_t *n, size_t *cap, const char *name,
    const char *label)
{
	for (size_t i = *n; i-- > 0;)
		if (!strcmp((*list)[i].name, name) &&
		    !strcmp((*list)[i].label, label))
			return &(*list)[i];
	*list = mem_grow(*list, cap, *n + 1, sizeof **list);
	(*list)[*n] = (struct pair){ .name = mem_dup(span_str(name)),
		.label = mem_dup(span_str(label)) };
	return &(*list)[(*n)++];
}

static int
take(void *arg, const char *what, const char *name, const char *label,
    int64_t n, struct err *e)
{
	struct stats *s = arg;

	(void)e;
	if (!strcmp(what, "runs"))
		find(&s->runs, &s->n_runs, &s->cap_runs, name, label)->one = n;
	else if (!strcmp(what, "run-ms"))
		find(&s->runs, &s->n_runs, &s->cap_runs, name, label)->other =
		    n;
	else if (!strcmp(what, "ready"))
		find(&s->classes, &s->n_classes, &s->cap_classes, name, label)
		    ->one = n;
	else if (!strcmp(what, "running"))
		find(&s->classes, &s->n_classes, &s->cap_classes, name, label)
		    ->other = n;
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : strcmp(x->label, y->label);
}

static int64_t
mean(const struct pair *p)
{
	return p->one ? p->other / p->one : 0;
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
		show_cell_text(&t, s->runs[i].name, COLUMNS);
		show_cell_text(&t, s->runs[i].label, COLUMNS);
		show_cell_int(&t, s->runs[i].one);
		if (s->runs[i].other)
			show_cell_long(&t, mean(&s->runs[i]));
		else
			show_cell_text(&t, "-", 1);
	}
	text_table_format(&t, false, b);
	text_table_free(&t);
}

static void
put_classes(struct buf *b, const struct stats *s)
{
	static const char *const names[] = { "CLASS", "LANE", "READY",
		"RUNNING", NULL };
	struct text_table t = { .align = "llrr" };

	if (s->n_classes == 0)
		return;
	buf_byte(b, '\n');
	show_heading(&t, names);
	for (size_t i = 0; i < s->n_classes; i++) {
		const struct pair *p = &s->classes[i];

		text_table_row(&t, TEXT_TABLE_PLAIN);
		show_cell_text(&t, *p->name ? p->name : "-", COLUMNS);
		show_cell_text(&t, *p->label ? p->label : "-", COLUMNS);
		show_cell_int(&t, p->one);
		show_cell_int(&t, p->other);
	}
	text_table_format(&t, false, b);
	text_table_free(&t);
}

static void
put_json(struct buf *b, const struct stats *s)
{
	for (size_t i = 0; i < s->n_runs; i++) {
		buf_byte(b, '{');
		show_json_text(b, "flow", s->runs[i].name);
		show_json_text(b, "state", s->runs[i].label);
		show_json_int(b, "runs", s->runs[i].one);
		show_json_int(b, "mean_ms", mean(&s->runs[i]));
		buf_str(b, "}\n");
	}
	for (size_t i = 0; i < s->n_classes; i++) {
		buf_byte(b, '{');
		show_json_text(b, "class", s->classes[i].name);
		show_json_text(b, "lane", s->classes[i].label);
		show_json_int(b, "ready", s->classes[i].one);
		show_json_int(b, "running", s->classes[i].other);
		buf_str(b, "}\n");
	}
}

struct overrides {
	const struct show *show;
	struct text_table table;
	struct buf *json; /* NULL: a table */
	size_t n;
};

/* Of classes that are not as their file says, or rest. */
static int
put_override(void *arg, const struct flow_store_class *c, struct err *e)
{
	struct overrides *o = arg;
	const struct show_clock *clock = &o->show->clock;
	bool rests = c->open_until > clock->now;

	(void)e;
	if (c->limit < 0 && !rests)
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
	show_cell_time(&o->table, clock, rests ? c->open_until : 0);
	show_cell_text(&o->table, c->who, COLUMNS);
	show_cell_text(&o->table, c->why, COLUMNS);
	return 0;
}

static int
put_overrides(struct buf *b, const struct show *s, struct err *e)
{
	static const char *const names[] = { "CLASS", "LIMIT", "RESTS UNTIL",
		"WHO", "WHY", NULL };
	struct overrides o = { .show = s,
		.table = { .align = "lrlll" },
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
free_pairs(struct pair *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(list[i].name);
		free(list[i].label);
	}
	free(list);
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
		if (stats.n_classes)
			qsort(stats.classes, stats.n_classes,
			    sizeof *stats.classes, by_name);
		if (s->json) {
			put_json(b, &stats);
		} else {
			put_runs(b, &stats);
			put_classes(b, &stats);
		}
		r = put_overrides(b, s, e);
	}
	free_pairs(stats.runs, stats.n_runs);
	free_pairs(stats.classes, stats.n_classes);
	return r;
}
