#include <inttypes.h>

#include "base/visible_text.h"
#include "flow/show/show.h"
#include "flow/view/show_top.h"
#include "shown/show_json.h"
#include "shown/show_table.h"
#include "text/width.h"

/* Columns of a terminal that are shown of a cell. */
enum { FLOW_COLUMNS = 24, WITH_COLUMNS = 40, WHAT_COLUMNS = 60 };

struct list {
	const struct show *show;
	struct buf *b; /* of JSON */
	struct text_table table;
	size_t n, max;
	bool more;
	int64_t last; /* the run listed last */
};

/* What it waits for, or how long it took. */
static void
put_what(struct buf *b, const struct flow_list_row *row)
{
	if (row->differs)
		buf_str(b, "differs; ");
	if (row->passed)
		buf_str(b, "passed; ");
	if (row->ended && row->began) {
		buf_str(b, "took ");
		show_long(b, row->ended - row->began);
	} else if (row->waits) {
		width_shorten(b, span_str(row->waits), WHAT_COLUMNS);
	}
}

/* One more than a page is asked for, to know whether there is more. */
static bool
is_behind(struct list *l, const struct flow_list_row *row)
{
	l->more = l->n == l->max;
	if (l->more)
		return true;
	l->n++;
	l->last = row->id;
	return false;
}

static int
put_row(void *arg, const struct flow_list_row *row, struct err *e)
{
	struct list *l = arg;
	const struct show_clock *clock = &l->show->clock;
	struct text_table *t = &l->table;
	struct buf what = { 0 };

	(void)e;
	if (is_behind(l, row))
		return 0;
	put_what(&what, row);
	text_table_row(t, TEXT_TABLE_PLAIN);
	show_cell_int(t, row->id);
	show_cell_text(t, row->flow, FLOW_COLUMNS);
	show_cell_text(t, row->state, FLOW_COLUMNS);
	show_cell_time(t, clock, row->since);
	show_cell_age(t, clock, row->since);
	show_cell_text(t, row->params, WITH_COLUMNS);
	if (what.len)
		show_cell_take(t, &what);
	buf_free(&what);
	return 0;
}

static int
put_json(void *arg, const struct flow_list_row *row, struct err *e)
{
	struct list *l = arg;
	struct buf *b = l->b;

	(void)e;
	if (is_behind(l, row))
		return 0;
	buf_printf(b, "{\"run\":%" PRId64, row->id);
	if (row->parent)
		show_json_int(b, "parent", row->parent);
	show_json_text(b, "flow", row->flow);
	show_json_text(b, "title", row->title);
	show_json_text(b, "state", row->state);
	show_json_bool(b, "differs", row->differs);
	show_json_bool(b, "passed", row->passed);
	show_json_text(b, "with", row->params);
	show_json_text(b, "waits", row->waits);
	show_json_time(b, "made", row->made);
	show_json_time(b, "began", row->began);
	show_json_time(b, "ended", row->ended);
	show_json_time(b, "since", row->since);
	buf_str(b, "}\n");
	return 0;
}

int
show_list(const struct show *s, const struct flow_list_wish *wish,
    struct buf *b, struct err *e)
{
	static const char *const names[] = { "RUN", "FLOW", "STATE", "SINCE",
		"AGE", "WITH", "WHAT", NULL };
	struct flow_list_wish w = *wish;
	struct list l = { .show = s, .b = b, .table = { .align = "rlllrll" } };
	int r;

	l.max = w.max ? w.max : SHOW_PAGE;
	w.max = l.max + 1;
	if (show_top(s, b, e))
		return -1;
	show_heading(&l.table, names);
	r = flow_list_runs(s->store, &w, s->json ? put_json : put_row, &l, e);
	if (r == 0 && !s->json && l.n)
		text_table_format(&l.table, false, b);
	if (r == 0 && !s->json && l.more)
		buf_printf(b, "older ones: --before %" PRId64 "\n", l.last);
	text_table_free(&l.table);
	return r;
}
