#include "book/task.h"

#include <inttypes.h>
#include <stdlib.h>

#include "book/dir/open_items.h"
#include "book/prune.h"
#include "book/status.h"
#include "book/turn.h"
#include "book/verify.h"

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
