#include "book/task.h"

#include <inttypes.h>
#include <stdlib.h>

#include "book/dir/open_items.h"
#include "book/prune.h"
#include "book/status.h"
#include "book/turn.h"
#include "book/verify.h"
#include "text/tsv.h"

static int
copy(const char *path, const char *to, struct err *e)
{
	struct output out;

	if (output_open(&out, to, e))
		return -1;
	if (open_items_copy(path, &out, e)) {
		output_abandon(&out);
		return -1;
	}
	return output_close(&out, e);
}

static int
print(const struct task_wish *w, enum state_file is, struct buf *notes,
    struct err *e)
{
	struct state_dir s;
	char *path;
	int32_t day;
	bool stale;
	int r;

	if (state_dir_look(&s, w->dir, e))
		return -1;
	path = open_items_find(&s, w->day, is, &day, &stale, e);
	r = path ? copy(path, w->output, e) : -1;
	if (r == 0 && stale)
		open_items_note_stale(notes, path);
	free(path);
	state_dir_close(&s);
	return r;
}

/* The files of facts that a day has, one behind the other. */
static int
put_facts(struct output *out, const struct day_entry *en, struct err *e)
{
	struct span rest = en->facts, f = { 0 };
	struct buf text = { 0 };
	int r = 0;

	while (r == 0 && rest.len) {
		const char *lf = memchr(rest.p, '\n', rest.len);
		struct span line = { rest.p, (size_t)(lf - rest.p) };

		rest.len -= line.len + 1;
		rest.p = lf + 1;
		while (tsv_next(&line, &f))
			;
		buf_clear(&text);
		if (!tsv_unescape(&text, f))
			r = err_set(e, ST_DATA, "facts of a day are damaged");
		output_write(out, buf_span(&text));
	}
	buf_free(&text);
	return r;
}

static int
print_facts(const struct task_wish *w, struct buf *notes, struct err *e)
{
	struct state_dir s;
	struct day_entry en;
	struct output out;
	bool stale;
	int r;

	if (state_dir_look(&s, w->dir, e))
		return -1;
	r = open_items_day(&s, w->day, &en, &stale, e);
	if (r == 0 && !en.facts.len) {
		buf_printf(notes, "%s: ", w->dir);
		turn_add_day(notes, en.day);
		buf_str(notes,
		    " has no facts of the stages before it, which "
		    "--facts-in keeps\n");
	}
	if (r == 0 && stale) {
		buf_printf(notes, "%s: ", w->dir);
		turn_add_day(notes, en.day);
		buf_str(notes, " is stale: a day before was run again\n");
	}
	if (r == 0 && (r = output_open(&out, w->output, e)) == 0) {
		r = put_facts(&out, &en, e);
		r = r ? (output_abandon(&out), r) : output_close(&out, e);
	}
	day_entry_free(&en);
	state_dir_close(&s);
	return r;
}

static int
print_status(const struct task_wish *w, struct err *e)
{
	struct buf text = { 0 };
	struct state_dir s;
	struct output out;
	int r;

	if (state_dir_look(&s, w->dir, e))
		return -1;
	r = status_format(&text, &s, w->plain, e);
	state_dir_close(&s);
	if (r == 0 && (r = output_open(&out, w->output, e)) == 0) {
		output_write(&out, buf_span(&text));
		r = output_close(&out, e);
	}
	buf_free(&text);
	return r;
}

static int
verify(const struct task_wish *w, struct buf *notes, struct err *e)
{
	struct verify v;

	if (verify_state(&v, w->dir, e))
		return -1;
	buf_printf(notes,
	    "%s: all as the manifest says; days: %" PRIu64 ", stale: %" PRIu64
	    ", generations: %" PRIu64 ", pruned: %" PRIu64 ", files: %" PRIu64
	    "\n",
	    w->dir, v.days, v.stale, v.generations, v.pruned, v.files);
	return 0;
}

static int
prune(const struct task_wish *w, struct buf *notes, struct err *e)
{
	struct state_dir s;
	struct prune went;
	int r;

	/* a directory that is not there is not made to find nothing in it */
	if (state_dir_look(&s, w->dir, e))
		return -1;
	state_dir_close(&s);
	if (state_dir_open(&s, w->dir, w->wait_s, e))
		return -1;
	r = prune_state(&went, &s, w->prune_days, e);
	state_dir_close(&s);
	if (r || !went.n)
		return r;
	buf_printf(notes, "%s: open items and copies of ", w->dir);
	turn_add_day(notes, went.first);
	buf_str(notes, " to ");
	turn_add_day(notes, went.last);
	buf_printf(notes, " were removed; generations: %zu\n", went.n);
	return 0;
}

int
task_do(const struct task_wish *w, struct buf *notes, struct err *e)
{
	switch (w->task) {
	case TASK_PRINT_OPEN:
		return print(w, STATE_OPEN, notes, e);
	case TASK_PRINT_RESULTS:
		return print(w, STATE_RESULTS, notes, e);
	case TASK_PRINT_FACTS:
		return print_facts(w, notes, e);
	case TASK_STATUS:
		return print_status(w, e);
	case TASK_VERIFY:
		return verify(w, notes, e);
	case TASK_PRUNE:
		return prune(w, notes, e);
	case TASK_NONE:
		break;
	}
	return 0;
}
