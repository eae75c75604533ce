#include "flow/runner/runner_shared.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/runs/runner_words.h"
#include "flow/list/flow_list.h"
#include "sections/plain_name.h"

/* It was no order that can be done: e says why. */
static int
no(bool *refused)
{
	*refused = true;
	return 0;
}

static int
log_order(struct runner *r, const struct world_order *o, const char *what,
    const char *text, struct err *e)
{
	struct flow_log_row row = { .at = r->now,
		.node = "",
		.what = what,
		.who = o->who,
		.text = text };

	return flow_log_add(r->store, &row, e);
}

/* class NAME limit=N | class NAME --reset */
static bool
class_limit(const struct runner_words *w, int64_t *limit, struct err *e)
{
	uint64_t n;

	*limit = -1;
	if (w->n == 1 && w->reset)
		return true;
	if (w->n == 2 && !w->reset && !strncmp(w->list[1], "limit=", 6) &&
	    span_count(span_str(w->list[1] + 6), &n) && n <= FLOW_LIMIT_MAX) {
		*limit = (int64_t)n;
		return true;
	}
	err_set(e, ST_FAIL,
	    "class: say NAME and limit=N, N from 0 to %d, or --reset",
	    FLOW_LIMIT_MAX);
	return false;
}

int
runner_order_class(
    struct runner *r, const struct world_order *o, bool *refused, struct err *e)
{
	struct runner_words w;
	struct runner_class *c;
	struct flow_store_class put;
	int64_t limit;
	char text[256];

	if (runner_words_part(&w, o, e) || !class_limit(&w, &limit, e))
		return no(refused);
	if (!plain_name_is(span_str(w.list[0]))) {
		err_set(e, ST_FAIL, "\"%s\" is no name of a class",
		    excerpt(span_str(w.list[0])).s);
		return no(refused);
	}
	if (!w.reset && !w.why) {
		err_set(e, ST_FAIL, "class: say --why, too");
		return no(refused);
	}
	c = runner_class_of(&r->places, w.list[0]);
	if (runner_class_take(r, c, true, e) != FLOW_TAKEN)
		return -1;
	put = runner_class_kept(c);
	put.limit = limit;
	put.who = o->who;
	put.why = w.why ? w.why : "";
	put.at = r->now;
	if (flow_store_class_put(r->store, &put, e))
		return -1;
	runner_class_keep(c, &put);
	runner_places_look(&r->places);
	if (w.reset)
		snprintf(text, sizeof text,
		    "class %.100s: as classes.ini has it", c->name);
	else
		snprintf(text, sizeof text, "class %.100s: limit %jd", c->name,
		    (intmax_t)limit);
	return log_order(r, o, "class", text, e);
}

/* Schedules of a flow, by its path or its name. */
struct retiring {
	const char *flow;
	struct flow_store_schedule *list; /* owned, and its texts */
	size_t n, cap;
};

static int
take_schedule(void *arg, const struct flow_store_schedule *s, struct err *e)
{
	struct retiring *t = arg;
	struct buf name = { 0 };

	(void)e;
	runner_flow_name(s->flow, &name);
	buf_byte(&name, '\0');
	if (!s->retired &&
	    (!strcmp(name.p, t->flow) || !strcmp(s->flow, t->flow))) {
		t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
		t->list[t->n] = *s;
		t->list[t->n].flow = mem_dup(span_str(s->flow));
		t->list[t->n++].schedule = mem_dup(span_str(s->schedule));
	}
	buf_free(&name);
	return 0;
}

static int
retire_all(struct runner *r, struct retiring *t, bool *refused, struct err *e)
{
	size_t gone = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (runner_schedule_stands(r, &t->list[i]))
			continue;
		gone++;
		t->list[i].retired = true;
		if (flow_store_schedule_put(r->store, &t->list[i], e))
			return -1;
	}
	if (gone)
		return 0;
	if (t->n)
		err_set(e, ST_FAIL,
		    "%s: its file stands there with its schedules; what is "
		    "no longer in it can be retired",
		    t->flow);
	else
		err_set(e, ST_FAIL, "%s: no schedule of it is known",
		    excerpt(span_str(t->flow)).s);
	return no(refused);
}

int
runner_order_retire(
    struct runner *r, const struct world_order *o, bool *refused, struct err *e)
{
	struct runner_words w;
	struct retiring t = { 0 };
	int got;

	if (runner_words_part(&w, o, e))
		return no(refused);
	if (w.n != 1) {
		err_set(e, ST_FAIL, "retire: say which flow");
		return no(refused);
	}
	t.flow = w.list[0];
	got = flow_store_schedules(r->store, take_schedule, &t, e);
	if (got == 0)
		got = retire_all(r, &t, refused, e);
	for (size_t i = 0; i < t.n; i++) {
		free((char *)(uintptr_t)t.list[i].flow);
		free((char *)(uintptr_t)t.list[i].schedule);
	}
	free(t.list);
	runner_schedules_forget(&r->dues);
	return got || *refused ? got : log_order(r, o, "retire", w.list[0], e);
}

/* missed go ID... | missed drop ID... */
int
runner_order_missed(
    struct runner *r, const struct world_order *o, bool *refused, struct err *e)
{
	struct runner_words w;
	bool go;

	if (runner_words_part(&w, o, e))
		return no(refused);
	go = w.n && !strcmp(w.list[0], "go");
	if (w.n < 2 || (!go && strcmp(w.list[0], "drop"))) {
		err_set(e, ST_FAIL, "missed: say go or drop, and which");
		return no(refused);
	}
	for (size_t i = 1; i < w.n; i++) {
		uint64_t id;

		if (!span_count(span_str(w.list[i]), &id)) {
			err_set(e, ST_FAIL, "\"%s\" is no number of a start",
			    excerpt(span_str(w.list[i])).s);
			return no(refused);
		}
		if (runner_missed(r, (int64_t)id, go, o->who, refused, e))
			return -1;
		if (*refused)
			return 0;
	}
	return log_order(r, o, go ? "missed go" : "missed drop", w.list[1], e);
}
