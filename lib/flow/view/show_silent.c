#include "flow/view/show_silent.h"

#include <inttypes.h>

#include "base/plural.h"
#include "base/visible_text.h"
#include "shown/show_json.h"

void
show_worker_json(
    struct buf *b, const struct show *s, const struct flow_worker *w)
{
	buf_printf(b, "{\"worker\":%" PRId64, w->id);
	show_json_text(b, "host", w->host);
	show_json_text(b, "dir", w->dir);
	show_json_text(b, "state", flow_worker_stands(w, s->clock.now));
	show_json_int(b, "pid", w->pid);
	show_json_time(b, "began", w->began);
	show_json_time(b, "seen", w->seen);
	show_json_int(b, "attempts", (int64_t)w->attempts);
	show_json_text(b, "who", w->who);
	show_json_text(b, "why", w->why);
	buf_str(b, "}\n");
}

void
show_worker_silent(
    struct buf *b, const struct show *s, const struct flow_worker *w)
{
	buf_printf(b, "worker %" PRId64 " on ", w->id);
	visible_add(b, span_str(w->host));
	buf_str(b, ", in ");
	visible_add(b, span_str(w->dir));
	buf_str(b, ", is unreachable since ");
	show_time(b, &s->clock, w->seen);
	buf_str(b, " (");
	show_age(b, &s->clock, w->seen);
	buf_printf(b,
	    ") and has %zu attempt%s; if it never comes back: recon-flow gone "
	    "%" PRId64 "%s --why TEXT",
	    w->attempts, plural(w->attempts), w->id, s->named);
}

struct silent {
	const struct show *show;
	flow_worker_do *call;
	void *arg;
};

static int
pick(void *arg, const struct flow_worker *w, struct err *e)
{
	struct silent *silent = arg;
	const char *stands = flow_worker_stands(w, silent->show->clock.now);

	return strcmp(stands, "unreachable") ? 0
					     : silent->call(silent->arg, w, e);
}

int
show_workers_silent(
    const struct show *s, flow_worker_do *call, void *arg, struct err *e)
{
	struct silent silent = { s, call, arg };

	return s->store->shared ? flow_workers(s->store, pick, &silent, e) : 0;
}

struct lines {
	const struct show *show;
	struct buf *b;
	size_t n;
};

static int
put(void *arg, const struct flow_worker *w, struct err *e)
{
	struct lines *l = arg;

	(void)e;
	l->n++;
	if (l->show->json) {
		show_worker_json(l->b, l->show, w);
	} else {
		show_worker_silent(l->b, l->show, w);
		buf_byte(l->b, '\n');
	}
	return 0;
}

int
show_silent(const struct show *s, struct buf *b, struct err *e)
{
	struct lines l = { .show = s, .b = b };

	if (show_workers_silent(s, put, &l, e))
		return -1;
	if (l.n && !s->json)
		buf_byte(b, '\n');
	return 0;
}
