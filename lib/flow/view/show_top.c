#include "flow/view/show_top.h"

#include "base/visible_text.h"
#include "flow/view/show_alarms.h"
#include "flow/view/show_silent.h"
#include "text/shell_word.h"

int
show_lacks_runner(const struct show *s, struct err *e)
{
	return s->no_runner && !s->store->restored
	    ? flow_list_has_work(s->store, e)
	    : 0;
}

struct flows {
	struct buf dir; /* owned: of them */
	bool many;
};

static int
see_schedule(void *arg, const struct flow_store_schedule *of, struct err *e)
{
	const char *slash = strrchr(of->flow, '/');
	struct span dir = { of->flow, slash ? (size_t)(slash - of->flow) : 0 };
	struct flows *f = arg;

	(void)e;
	if (of->retired || dir.len == 0)
		return 0;
	if (f->dir.len && !span_eq(buf_span(&f->dir), dir))
		f->many = true;
	else if (!f->dir.len)
		buf_add(&f->dir, dir);
	return 0;
}

/* The directory of the flows whose schedules are kept, where it is one. */
static int
put_flows(const struct show *s, struct buf *b, struct err *e)
{
	struct flows f = { 0 };
	struct buf word = { 0 };
	int r = flow_store_schedules(s->store, see_schedule, &f, e);

	if (r == 0 && f.dir.len && !f.many) {
		shell_word_add(&word, buf_span(&f.dir));
		buf_str(b, " --flows ");
		visible_add(b, buf_span(&word));
	}
	buf_free(&word);
	buf_free(&f.dir);
	return r;
}

int
show_no_runner(const struct show *s, struct buf *b, struct err *e)
{
	buf_printf(b, "no %s on this store: recon-flow work%s",
	    s->dir ? "runner works" : "worker is at work", s->named);
	return put_flows(s, b, e);
}

int
show_top(const struct show *s, struct buf *b, struct err *e)
{
	int lacks = show_lacks_runner(s, e);

	if (lacks < 0)
		return -1;
	if (s->store->restored && s->json)
		buf_str(b, "{\"restored\":true}\n");
	else if (s->store->restored)
		buf_printf(b,
		    "this store is a copy that was restored: nothing in it "
		    "begins before recon-flow go%s says so\n\n",
		    s->named);
	if (lacks && s->json) {
		buf_str(b, "{\"runner\":false}\n");
	} else if (lacks) {
		if (show_no_runner(s, b, e))
			return -1;
		buf_str(b, "\n\n");
	}
	return show_silent(s, b, e) ? -1 : show_alarms(s, b, e);
}
