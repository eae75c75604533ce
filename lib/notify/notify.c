#include "notify/notify.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "notify/decide.h"
#include "notify/deliver.h"
#include "notify/list.h"
#include "notify/records_out.h"
#include "notify/tell.h"
#include "notify/private_dir.h"

/* The targets that are named, or all that have a folder. */
static int
add_target(void *arg, const char *target, struct err *e)
{
	struct names *names = arg;

	(void)e;
	names_add(names, span_str(target));
	return 0;
}

static int
targets_of(const struct notify_options *o, const struct outbox *outbox,
    struct names *names, struct err *e)
{
	for (size_t i = 0; i < o->targets.n; i++)
		if (names_find(names, o->targets.list[i]) < 0)
			names_add(names, o->targets.list[i]);
	return names->n ? 0 : outbox_targets(outbox, add_target, names, e);
}

static int
list_all(const struct notify_wish *w, const struct outbox *outbox,
    const struct names *targets, struct err *e)
{
	struct buf text = { 0 };
	struct output out;
	int r = 0;

	for (size_t i = 0; i < targets->n && r == 0; i++) {
		char *target = mem_dup(targets->list[i]);

		r = list_put(outbox, target, &text, e);
		free(target);
	}
	if (r == 0)
		r = output_open(&out, w->output, e);
	if (r == 0) {
		struct facts_file *fact =
		    facts_output(w->rules.facts, "list", w->output, &out);

		output_write(&out, buf_span(&text));
		r = output_close(&out, e);
		if (r == 0)
			facts_written(fact);
	}
	buf_free(&text);
	return r;
}

static int
decide_all(const struct notify_wish *w, const struct outbox *outbox,
    const struct names *targets, struct notify_outcome *out, struct err *e)
{
	const struct notify_options *o = w->options;
	const struct names *ids = o->redo.n ? &o->redo : &o->forget;

	if (o->targets.n == 0 && o->redo.n == 1 &&
	    span_eq(ids->list[0], SPAN("all")))
		return err_set(e, ST_FAIL, "--redo all: of which --target?");
	return decide(
	    outbox, targets, ids, o->redo.n ? NULL : o->why, &out->lines, e);
}

/*
 * Of all that the outbox has some may not be targets any more: that is told where
 * something is left for them, and does not keep the others from being sent to.
 */
static int
drop_unknown(struct recipients *to, const struct notify_wish *w,
    const struct outbox *outbox, struct notify_outcome *out, struct err *e)
{
	struct buf left = { 0 };
	struct err why;
	int r = 0;

	for (size_t i = to->n; i-- > 0 && r == 0;) {
		struct recipient *one = &to->list[i];

		if (recipient_read(one, w->options->targets_file, &why) == 0)
			continue;
		buf_clear(&left);
		r = list_put(outbox, one->name, &left, e);
		if (left.len) {
			buf_printf(&out->lines, "%s: not sent: %s\n", one->name,
			    why.text);
			out->status = ST_FAIL;
		}
		recipients_drop(to, i);
	}
	buf_free(&left);
	return r;
}

static int
flush(const struct notify_wish *w, const struct outbox *outbox,
    const struct names *targets, struct notify_outcome *out, struct err *e)
{
	struct recipients to = { 0 };
	enum status status;
	int r;

	for (size_t i = 0; i < targets->n; i++)
		recipients_add(&to, targets->list[i], false);
	r = w->options->targets.n
	    ? recipients_read(&to, w->options->targets_file, e)
	    : drop_unknown(&to, w, outbox, out, e);
	if (r == 0) {
		status = deliver(w, outbox, &to, &out->lines);
		if (out->status == ST_OK || status == ST_DATA)
			out->status = status;
	}
	recipients_free(&to);
	return r;
}

/* Adds, sends, and writes what those who were asked have answered. */
static int
tell(const struct notify_wish *w, const struct outbox *outbox,
    struct notify_outcome *out, struct err *e)
{
	const struct notify_options *o = w->options;
	struct recipients to = { 0 };
	struct tell t = { 0 };
	int r;

	for (size_t i = 0; i < o->targets.n; i++)
		recipients_add(&to, o->targets.list[i], false);
	if (o->ask)
		recipients_add(&to, span_str(o->ask), true);
	r = recipients_read(&to, o->targets_file, e) ||
		recipients_templates(&to, o->template, w->templates, e) ||
		tell_all(&t, w, outbox, &to, &out->lines, e)
	    ? -1
	    : 0;
	/* what was kept is known, and told by no run again: it is sent, though
	 * nobody may read what --tee passes on */
	if (r == 0 || (t.added && o->outbox))
		out->status = deliver(w, outbox, &to, &out->lines);
	if (r == 0 && o->ask)
		r = records_out(w, outbox, o->ask, &t.open, e);
	out->late = t.late;
	if (r == 0 && w->verbose)
		buf_printf(&out->lines, "%s: %" PRIu64 " lines\n",
		    strcmp(w->input, "-") ? w->input : "stdin", t.lines);
	tell_free(&t);
	recipients_free(&to);
	return r;
}

static int
do_in(const struct notify_wish *w, const struct outbox *outbox,
    struct notify_outcome *out, struct err *e)
{
	struct names targets = { 0 };
	unsigned doing = w->options->doing;
	int r;

	if (doing & NOTIFY_TELL)
		return tell(w, outbox, out, e);
	r = targets_of(w->options, outbox, &targets, e);
	if (r == 0)
		r = doing == NOTIFY_LIST ? list_all(w, outbox, &targets, e)
		    : doing == NOTIFY_FLUSH
		    ? flush(w, outbox, &targets, out, e)
		    : decide_all(w, outbox, &targets, out, e);
	names_free(&targets);
	return r;
}

int
notify_do(
    const struct notify_wish *w, struct notify_outcome *out, struct err *e)
{
	const struct notify_options *o = w->options;
	bool looks = o->doing == NOTIFY_LIST;
	struct private_dir own = { 0 };
	struct outbox outbox;
	const char *dir;
	int r;

	if (!o->outbox && private_dir_make(&own, e))
		return -1;
	dir = o->outbox ? o->outbox : own.path;
	r = o->doing & NOTIFY_TELL ? outbox_open(&outbox, dir, e)
				   : outbox_look(&outbox, dir, e);
	if (r == 0) {
		if (!looks)
			outbox.wait_s = o->wait_s;
		outbox.remember_days = o->remember;
		r = do_in(w, &outbox, out, e);
		outbox_close(&outbox);
	}
	private_dir_remove(&own);
	return r;
}
