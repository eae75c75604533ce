#include <inttypes.h>

#include "flow/show/show.h"
#include "flow/view/show_json.h"
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
	buf_printf(b, "{\"id\":%" PRId64, row->id);
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
	r->log->behind = row->id;
	if (r->show->json) {
		put_json(r->b, row);
		return 0;
	}
	show_log_line(r->b, &r->show->clock, row, r->log->run == 0);
	buf_byte(r->b, '\n');
	return 0;
}

static int
look(void *arg, const struct flow_list_row *row, struct err *e)
{
	(void)e;
	*(bool *)arg = row->ended != 0;
	return 0;
}

/* Whether the run has ended is asked first: what it did before is in the log
 * then. */
int
show_log(const struct show *s, struct show_log *l, struct buf *b, struct err *e)
{
	struct rows r = { s, l, b, 0 };
	bool ended = false;
	int found = 1;

	if (l->run)
		found = flow_list_run(s->store, l->run, look, &ended, e);
	if (found == 0)
		return err_set(e, ST_FAIL,
		    "there is no run %" PRId64 "; recon-flow ls lists them",
		    l->run);
	if (found < 0 ||
	    flow_log_rows(s->store, l->run, l->behind, SHOW_LOG, put, &r, e))
		return -1;
	l->more = r.n == SHOW_LOG;
	l->ended = ended && !l->more;
	return 0;
}
