#include "flow/list/flow_list.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/list/list_query.h"
#include "flow/list/list_waits.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_rows.h"

#define COLUMNS \
	"SELECT r.id, r.parent, f.name, t.title, r.shown, r.params, r.made, " \
	"r.began, r.ended, r.since, r.flags, l.class, r.state FROM run r " \
	"JOIN flow f ON f.id = r.flow JOIN flow_text t ON t.id = r.text " \
	"LEFT JOIN lane l ON l.id = r.lane WHERE r.id = $1"

/* The parameters as people read them. */
static void
put_params(struct buf *b, struct span params)
{
	struct span rest = params, name;
	struct buf value = { 0 };
	bool any = false;

	while (store_params_next(&rest, &name, &value)) {
		buf_printf(b, "%s%.*s=", any ? " " : "", (int)name.len, name.p);
		buf_add(b, buf_span(&value));
		buf_clear(&value);
		any = true;
	}
	buf_byte(b, '\0');
	buf_free(&value);
}

static int
call_row(struct flow_store *s, const struct store_rows *rows,
    flow_list_do *call, void *arg, struct err *e)
{
	enum run_state shown = (enum run_state)store_rows_int(rows, 0, 4);
	int64_t flags = store_rows_int(rows, 0, 10);
	struct flow_list_row row = { .id = store_rows_int(rows, 0, 0),
		.parent = store_rows_int(rows, 0, 1),
		.flow = store_rows_text(rows, 0, 2),
		.title = store_rows_text(rows, 0, 3),
		.state = run_state_name(shown),
		.made = store_rows_int(rows, 0, 6),
		.began = store_rows_int(rows, 0, 7),
		.ended = store_rows_int(rows, 0, 8),
		.since = store_rows_int(rows, 0, 9),
		.differs = flags & RUN_DIFFERS,
		.passed = flags & RUN_PASSED };
	struct buf params = { 0 }, waits = { 0 };
	int r =
	    list_waits(s, row.id, (enum run_state)store_rows_int(rows, 0, 12),
		store_rows_text(rows, 0, 11), &waits, e);

	buf_byte(&waits, '\0');
	put_params(&params, rows->cells[5]);
	row.waits = waits.p;
	row.params = params.p;
	r = r || call(arg, &row, e);
	buf_free(&params);
	buf_free(&waits);
	return r ? -1 : 0;
}

int
flow_list_run(struct flow_store *s, int64_t id, flow_list_do *call, void *arg,
    struct err *e)
{
	const struct db_value v = db_int(id);
	struct store_rows rows = { 0 };
	int r = store_rows_read(&rows, s, COLUMNS, &v, 1, 13, e);
	bool there = rows.n > 0;

	if (r == 0 && there)
		r = call_row(s, &rows, call, arg, e);
	store_rows_free(&rows);
	return r ? -1 : there;
}

/* The ids of the page. */
static int
read_page(struct flow_store *s, const struct flow_list_wish *w,
    struct flow_store_places *page, struct err *e)
{
	const struct db_value before = db_int(w->before);
	const struct db_value name = store_text(w->flow);
	struct store_rows flows = { 0 };
	struct list_query q = { 0 };
	int64_t made = INT64_MAX, *ids;
	int r = 0;

	if (w->before)
		r = store_ask_int(s, "SELECT made FROM run WHERE id = $1",
			&before, 1, &made, e) < 0;
	if (r == 0 && w->flow)
		r = store_rows_read(&flows, s,
		    "SELECT id FROM flow WHERE name = $1 ORDER BY id", &name, 1,
		    1, e);
	ids = mem_alloc((flows.n + 1) * sizeof *ids);
	for (size_t i = 0; i < flows.n; i++)
		ids[i] = store_rows_int(&flows, i, 0);
	if (r == 0 && w->flow && flows.n == 0)
		page->n = 0;
	else
		r = r || list_query_make(&q, w, made, ids, flows.n, e) ||
		    store_ask_places(s, page, q.sql.p, q.v, q.n, false, e);
	buf_free(&q.sql);
	store_rows_free(&flows);
	free(ids);
	return r ? -1 : 0;
}

int
flow_list_runs(struct flow_store *s, const struct flow_list_wish *w,
    flow_list_do *call, void *arg, struct err *e)
{
	struct flow_store_places page = { 0 };
	int r = read_page(s, w, &page, e);

	for (size_t i = 0; r == 0 && i < page.n; i++)
		if (flow_list_run(s, page.list[i].run, call, arg, e) < 0)
			r = -1;
	free(page.list);
	return r;
}
