#include "flow/show/show.h"
#include "flow/view/show_top.h"
#include "flow/view/show_silent.h"
#include "shown/show_table.h"

enum { COLUMNS = 40 };

struct list {
	const struct show *show;
	struct buf *b;
	struct text_table table;
};

static int
put_row(void *arg, const struct flow_worker *w, struct err *e)
{
	struct list *l = arg;
	struct text_table *t = &l->table;

	(void)e;
	text_table_row(t, TEXT_TABLE_PLAIN);
	show_cell_int(t, w->id);
	show_cell_text(t, w->host, COLUMNS);
	show_cell_text(t, w->dir, COLUMNS);
	show_cell_text(t, flow_worker_stands(w, l->show->clock.now), COLUMNS);
	show_cell_age(t, &l->show->clock, w->seen);
	show_cell_int(t, (int64_t)w->attempts);
	if (w->why)
		show_cell_text(t, w->why, COLUMNS);
	return 0;
}

static int
put_json(void *arg, const struct flow_worker *w, struct err *e)
{
	struct list *l = arg;

	(void)e;
	show_worker_json(l->b, l->show, w);
	return 0;
}

int
show_workers(const struct show *s, struct buf *b, struct err *e)
{
	static const char *const names[] = { "WORKER", "HOST", "DIRECTORY",
		"STATE", "SEEN", "ATTEMPTS", "WHY", NULL };
	struct list l = { .show = s, .b = b, .table = { .align = "rlllrrl" } };
	int r;

	if (!s->store->shared)
		return err_set(e, ST_FAIL,
		    "workers: this store has one runner at a time, and no "
		    "workers; a store on a server has");
	if (!s->json && show_top(s, b, e))
		return -1;
	show_heading(&l.table, names);
	r = flow_workers(s->store, s->json ? put_json : put_row, &l, e);
	if (r == 0 && !s->json && l.table.n_rows > 1)
		text_table_format(&l.table, false, b);
	text_table_free(&l.table);
	return r;
}
