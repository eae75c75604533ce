#include <inttypes.h>

#include "flow/show/show.h"
#include "flow/view/show_top.h"
#include "shown/show_json.h"
#include "shown/show_table.h"
#include "flow/view/show_text.h"

enum { COLUMNS = 40 };

struct missed {
	const struct show *show;
	struct buf *b;
	struct text_table table;
};

static int
put_row(void *arg, const struct flow_store_due *d, struct err *e)
{
	struct missed *m = arg;
	struct text_table *t = &m->table;
	struct buf flow = { 0 };

	(void)e;
	show_flow_name(&flow, d->flow);
	text_table_row(t, TEXT_TABLE_PLAIN);
	show_cell_int(t, d->id);
	show_cell_take(t, &flow);
	show_cell_text(t, d->schedule, COLUMNS);
	show_cell_text(t, d->due, COLUMNS);
	show_cell_time(t, &m->show->clock, d->at);
	show_cell_age(t, &m->show->clock, d->at);
	buf_free(&flow);
	return 0;
}

static int
put_json(void *arg, const struct flow_store_due *d, struct err *e)
{
	struct missed *m = arg;

	(void)e;
	buf_printf(m->b, "{\"id\":%" PRId64, d->id);
	show_json_text(m->b, "flow", d->flow);
	show_json_text(m->b, "schedule", d->schedule);
	show_json_text(m->b, "due", d->due);
	show_json_time(m->b, "at", d->at);
	buf_str(m->b, "}\n");
	return 0;
}

int
show_missed(const struct show *s, size_t max, struct buf *b, struct err *e)
{
	static const char *const names[] = { "ID", "FLOW", "SCHEDULE", "DUE",
		"AT", "AGE", NULL };
	struct missed m = { .show = s, .b = b, .table = { .align = "rllllr" } };
	int r;

	if (show_top(s, b, e))
		return -1;
	show_heading(&m.table, names);
	r = flow_store_dues(
	    s->store, "missed", max, s->json ? put_json : put_row, &m, e);
	if (r == 0 && !s->json && m.table.n_rows > 1)
		text_table_format(&m.table, false, b);
	text_table_free(&m.table);
	return r;
}
