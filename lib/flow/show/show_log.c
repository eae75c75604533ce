#include <stdlib.h>

#include "base/mem.h"
#include "flow/show/show.h"
#include "flow/show/show_log_events.h"
#include "shown/show_json.h"
#include "flow/view/show_log_line.h"

struct rows {
	const struct show *show;
	struct show_log *log;
	struct buf *b;
	size_t n;
};

static void
put_json(struct buf *b, const struct flow_log_row *row)
{
	buf_byte(b, '{');
	if (row->id)
		show_json_int(b, "id", row->id);
	show_json_time(b, "at", row->at);
	show_json_int(b, "run", row->run);
	show_json_text(b, "node", row->node);
	show_json_text(b, "what", row->what);
	show_json_text(b, "who", row->who);
	show_json_text(b, "text", row->text);
	buf_str(b, "}\n");
}

static int
put(void *arg, const struct flow_log_row *row, struct err *e)
{
	struct rows *r = arg;

	(void)e;
	r->n++;
	if (row->id)
		r->log->behind = row->id;
	if (r->show->json) {
		put_json(r->b, row);
		return 0;
	}
	show_log_line(r->b, &r->show->clock, row, r->log->run == 0);
	buf_byte(r->b, '\n');
	return 0;
}

/* How the run stands is asked first: what it did until then is told. */
static int
log_of_one(const struct show *s, struct rows *r, struct err *e)
{
	struct show_log *l = r->log;
	struct show_view v;
	struct show_log_events events = { 0 };
	int failed;

	if (show_view_load(&v, s, l->run, e))
		return -1;
	failed = show_log_events_read(&events, s, &v, l, e);
	for (size_t i = 0; i < events.n && !failed; i++)
		failed = put(r, &events.list[i].row, e);
	l->more = false;
	l->ended = run_has_ended(v.run.state);
	show_log_events_free(&events);
	show_view_free(&v);
	return failed;
}

int
show_log(const struct show *s, struct show_log *l, struct buf *b, struct err *e)
{
	struct rows r = { s, l, b, 0 };

	if (l->run)
		return log_of_one(s, &r, e);
	if (flow_log_rows(s->store, 0, l->behind, SHOW_LOG, put, &r, e))
		return -1;
	l->more = r.n == SHOW_LOG;
	return 0;
}

void
show_log_free(struct show_log *l)
{
	free(l->open);
	*l = (struct show_log){ 0 };
}
