#include "flow/show/show_log_events.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"
#include "flow/view/show_words.h"

struct reading {
	struct show_log_events *to;
	const struct show_view *view;
	struct show_log *log;
	size_t n;
	int64_t last;    /* row that was read, */
	int64_t attempt; /* and attempt */
};

static const char *
keep(struct show_log_events *to, const char *text)
{
	return arena_text(&to->texts, span_str(text));
}

static void
add(struct show_log_events *to, const struct flow_log_row *row)
{
	struct flow_log_row mine = *row;

	mine.node = keep(to, row->node);
	mine.what = keep(to, row->what);
	mine.who = keep(to, row->who);
	mine.text = keep(to, row->text);
	to->list = mem_grow(to->list, &to->cap, to->n + 1, sizeof *to->list);
	to->list[to->n] = (struct show_log_event){ mine, to->n };
	to->n++;
}

static int
take_row(void *arg, const struct flow_log_row *row, struct err *e)
{
	struct reading *r = arg;

	(void)e;
	add(r->to, row);
	r->last = row->id;
	r->n++;
	return 0;
}

static bool
is_open(const struct show_log *l, int64_t id, size_t *at)
{
	for (*at = 0; *at < l->n_open; ++*at)
		if (l->open[*at] == id)
			return true;
	return false;
}

static void
add_begin(struct reading *r, const struct flow_store_attempt *a,
    const char *node, const char *number)
{
	struct show_log *l = r->log;

	if (a->id <= l->attempt)
		return;
	if (a->id > r->attempt)
		r->attempt = a->id;
	l->open =
	    mem_grow(l->open, &l->cap_open, l->n_open + 1, sizeof *l->open);
	l->open[l->n_open++] = a->id;
	add(r->to,
	    &(struct flow_log_row){ .at = a->began,
		.run = a->run,
		.node = node,
		.what = a->part == PART_WHEN ? "asks when-run"
		    : a->is_event            ? "sends"
					     : "begins",
		.who = "",
		.text = number });
}

static void
add_end(struct reading *r, const struct flow_store_attempt *a, const char *node,
    const char *number)
{
	struct buf what = { 0 }, text = { 0 };
	size_t at;

	if (!a->ended || !a->end || !is_open(r->log, a->id, &at))
		return;
	r->log->open[at] = r->log->open[--r->log->n_open];
	show_attempt_end(&what, a->end, a->status, a->is_event);
	buf_byte(&what, '\0');
	buf_str(&text, number);
	if (a->why && *a->why) {
		buf_str(&text, ": ");
		buf_str(&text, a->why);
	}
	buf_byte(&text, '\0');
	add(r->to,
	    &(struct flow_log_row){ .at = a->ended,
		.run = a->run,
		.node = node,
		.what = what.p,
		.who = "",
		.text = text.p });
	buf_free(&what);
	buf_free(&text);
}

static int
take_attempt(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct reading *r = arg;
	const struct flow *f = &r->view->plan.flow;
	struct buf number = { 0 };

	(void)e;
	if (a->node >= f->n_nodes)
		return 0;
	buf_printf(&number, "try %" PRIu32 "%c", a->number, '\0');
	add_begin(r, a, f->nodes[a->node].name, number.p);
	add_end(r, a, f->nodes[a->node].name, number.p);
	buf_free(&number);
	return 0;
}

static void
add_of_run(struct reading *r, int64_t at, const char *what, const char *text)
{
	add(r->to,
	    &(struct flow_log_row){ .at = at,
		.run = r->view->run.id,
		.node = "",
		.what = what,
		.who = "",
		.text = text });
}

/* That the run itself began, and from what. */
static void
add_run_begin(struct reading *r)
{
	struct buf from = { 0 };

	if (r->view->run.began == 0 || r->log->began)
		return;
	show_origin(&from, r->view);
	buf_byte(&from, '\0');
	add_of_run(r, r->view->run.began, "begins", from.p);
	r->log->began = true;
	buf_free(&from);
}

static void
add_run_end(struct reading *r)
{
	const struct run *run = &r->view->run;

	if (run_has_ended(run->state))
		add_of_run(r, run->ended, run_state_name(run->state), "");
}

static int
by_time(const void *a, const void *b)
{
	const struct show_log_event *x = a, *y = b;

	if (x->row.at != y->row.at)
		return x->row.at < y->row.at ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

int
show_log_events_read(struct show_log_events *to, const struct show *s,
    const struct show_view *v, struct show_log *l, struct err *e)
{
	struct reading r = { to, v, l, 0, l->behind, l->attempt };

	add_run_begin(&r);
	if (flow_store_attempts(
		s->store, l->run, FLOW_NOWHERE, take_attempt, &r, e))
		return -1;
	l->attempt = r.attempt;
	do {
		r.n = 0;
		if (flow_log_rows(
			s->store, l->run, r.last, SHOW_LOG, take_row, &r, e))
			return -1;
	} while (r.n == SHOW_LOG);
	add_run_end(&r);
	if (to->n)
		qsort(to->list, to->n, sizeof *to->list, by_time);
	return 0;
}

void
show_log_events_free(struct show_log_events *to)
{
	free(to->list);
	arena_free(&to->texts);
	*to = (struct show_log_events){ 0 };
}
