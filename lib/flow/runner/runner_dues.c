#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	READ_MS = 5 * 60000, /* until flows are read again */
	AGAIN_MS = 60000,    /* until a start that was refused is tried again */
	TAKEN_MS = 50,       /* until another that is at it may be done */
	DAY_MS = 86400000,   /* until what still does not stand is told again */
};

/* Open rows of a schedule, as the store and as the rules have them. */
struct rows {
	struct flow_store_due *list; /* owned, and its texts */
	struct flow_due_row *rules;  /* owned */
	size_t n, cap, cap_rules;
	struct runner_schedule *of;
};

static int
take_known(void *arg, const struct flow_store_schedule *from, struct err *e)
{
	struct runner *r = arg;
	struct runner_schedule *s =
	    runner_schedules_of(&r->dues, from->flow, from->schedule);

	(void)e;
	s->known = true;
	s->looked = from->looked;
	s->since = from->since;
	s->retired = from->retired;
	return 0;
}

static int
load(struct runner *r, struct err *e)
{
	int64_t last = 0;

	for (size_t i = 0; i < r->dues.n; i++) {
		r->dues.list[i]->known = r->dues.list[i]->retired = false;
		if (!r->store->shared)
			r->dues.list[i]->wake = 0;
	}
	if (flow_store_schedules(r->store, take_known, r, e))
		return -1;
	r->dues.loaded = true;
	for (size_t i = 0; i < r->dues.n; i++)
		if (r->dues.list[i]->known && r->dues.list[i]->looked > last)
			last = r->dues.list[i]->looked;
	/* the first look of a runner sees a clock that was put back */
	if (!r->steady && last &&
	    flow_clock_jumped_since(last / 1000, r->now / 1000))
		return runner_alarm(r, "", 0, "", "clock",
		    "the clock is behind the look before, of another runner",
		    e);
	return 0;
}

static int
put_schedule(struct runner *r, const struct runner_schedule *s, struct err *e)
{
	struct flow_store_schedule put = { s->flow, s->name, s->since,
		s->looked, s->retired };

	return flow_store_schedule_put(r->store, &put, e);
}

static int
add_row(struct runner *r, struct runner_schedule *s,
    const struct flow_due_time *t, struct err *e)
{
	char text[FLOW_DUE_TIME_LEN + 1];
	struct flow_store_due row = { .flow = s->flow,
		.schedule = s->name,
		.due = text,
		.at = t->at * 1000,
		.found = r->now,
		.state = "due" };
	int64_t by;

	flow_due_time_format(t, text);
	if (flow_due_times_done_by(&s->times, t->day, &by))
		row.done_by = by * 1000;
	return flow_store_due_add(r->store, &row, e) < 0 ? -1 : 0;
}

static int
take_row(void *arg, const struct flow_store_due *d, struct err *e)
{
	struct rows *rows = arg;
	struct flow_store_due *to;
	struct flow_due_row *rule;

	(void)e;
	rows->list = mem_grow(rows->list, &rows->cap, rows->n + 1, sizeof *to);
	rows->rules =
	    mem_grow(rows->rules, &rows->cap_rules, rows->n + 1, sizeof *rule);
	to = &rows->list[rows->n];
	rule = &rows->rules[rows->n];
	*to = *d;
	to->flow = rows->of->flow;
	to->schedule = rows->of->name;
	to->due = mem_dup(span_str(d->due));
	to->state = !strcmp(d->state, "started") ? "started" : "due";
	*rule = (struct flow_due_row){ .found = d->found / 1000,
		.begun = !strcmp(d->state, "started"),
		.told_late = d->late_told,
		.told_unfinished = d->done_by_told };
	if (!flow_due_time_parse(
		&rows->of->times, span_str(d->due), &rule->due)) {
		/* the schedule has no such time any more: as it was found */
		rule->due.at = d->at / 1000;
	}
	rows->n++;
	return 0;
}

static void
free_rows(struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		free((char *)(uintptr_t)rows->list[i].due);
	free(rows->list);
	free(rows->rules);
	*rows = (struct rows){ .of = rows->of };
}

/* *whole: all that is due by now is there. */
static int
look(struct runner *r, struct runner_schedule *s, bool *whole, struct err *e)
{
	struct flow_due_look l = { 0 };
	int64_t before = s->looked / 1000;
	int got = 0;

	flow_due_look(&l, &s->times, s->known ? &before : NULL, r->now / 1000);
	if (l.back)
		got =
		    flow_store_dues_back(r->store, s->flow, s->name, r->now, e);
	for (size_t i = 0; got == 0 && i < l.n; i++)
		got = add_row(r, s, &l.list[i], e);
	*whole = l.whole;
	if (!s->known)
		s->since = r->now;
	s->known = true;
	s->looked = l.looked * 1000;
	flow_due_look_free(&l);
	return got ? got : put_schedule(r, s, e);
}

static int
alarm_of(struct runner *r, const struct runner_schedule *s,
    const struct flow_store_due *d, const char *reason, const char *what,
    struct err *e)
{
	struct buf text = { 0 };
	int got;

	buf_str(&text, s->name);
	if (d)
		buf_printf(&text, " %s", d->due);
	if (what)
		buf_printf(&text, ": %s", what);
	buf_byte(&text, '\0');
	got = runner_alarm(
	    r, s->flow, d ? d->run : 0, s->name, reason, text.p, e);
	buf_free(&text);
	return got;
}

/* *again: it was refused, and stays due. */
static int
start(struct runner *r, struct runner_schedule *s, struct flow_store_due *d,
    bool *again, struct err *e)
{
	bool refused = false;
	struct err why;

	if (runner_due_start(r, d, "schedule", &d->run, &refused, &why)) {
		*e = why;
		return -1;
	}
	if (refused) {
		*again = true;
		return alarm_of(r, s, d, "broken", why.text, e);
	}
	d->state = "started";
	return 0;
}

static int
apply(struct runner *r, struct runner_schedule *s, struct flow_store_due *d,
    const struct flow_due_verdict *v, bool *again, struct err *e)
{
	bool changed = v->late || v->unfinished;
	const char *state = d->state;

	if (v->does == FLOW_DUE_STARTS && start(r, s, d, again, e))
		return -1;
	if (v->does == FLOW_DUE_MISSED) {
		d->state = "missed";
		if (alarm_of(r, s, d, "missed", NULL, e))
			return -1;
	}
	if (v->does == FLOW_DUE_SKIPPED)
		d->state = "skipped";
	if (v->late) {
		d->late_told = true;
		if (alarm_of(r, s, d, "late", NULL, e))
			return -1;
	}
	if (v->unfinished) {
		d->done_by_told = true;
		if (alarm_of(r, s, d, "unfinished", NULL, e))
			return -1;
	}
	changed |= d->state != state;
	return changed ? flow_store_due_put(r->store, d, e) : 0;
}

static int
judge(struct runner *r, struct runner_schedule *s, struct err *e)
{
	struct rows rows = { .of = s };
	struct flow_due_verdict *v = NULL;
	bool again = false;
	int got = flow_store_dues_open(
	    r->store, s->flow, s->name, take_row, &rows, e);

	if (got == 0) {
		v = mem_zeroed(rows.n + 1, sizeof *v);
		flow_due_judge(&s->times, rows.rules, rows.n, r->now / 1000, v);
	}
	for (size_t i = 0; got == 0 && i < rows.n; i++) {
		got = apply(r, s, &rows.list[i], &v[i], &again, e);
		rows.rules[i].begun = v[i].does == FLOW_DUE_STARTS ||
		    v[i].does == FLOW_DUE_GOES_ON;
		rows.rules[i].told_late |= v[i].late;
		rows.rules[i].told_unfinished |= v[i].unfinished;
	}
	if (got == 0) {
		int64_t wake =
		    flow_due_wake(&s->times, rows.rules, rows.n, r->now / 1000);

		s->wake = wake > INT64_MAX / 1000 ? INT64_MAX : wake * 1000;
		/* others may do something about it meanwhile */
		if ((again || r->store->shared) && s->wake > r->now + AGAIN_MS)
			s->wake = r->now + AGAIN_MS;
	}
	free(v);
	free_rows(&rows);
	return got;
}

static const char *
reason_of(enum flow_due_stands stands)
{
	switch (stands) {
	case FLOW_DUE_FLOW_GONE:
		return "gone";
	case FLOW_DUE_FLOW_BROKEN:
		return "broken";
	default:
		return "unscheduled";
	}
}

static int
schedule(struct runner *r, struct runner_schedule *s, struct err *e)
{
	const char *why;
	enum flow_due_stands stands = runner_schedule_is(r, s, &why);
	bool whole;

	if (stands != FLOW_DUE_STANDS) {
		s->wake = s->retired ? INT64_MAX : r->now + DAY_MS;
		return s->retired
		    ? 0
		    : alarm_of(r, s, NULL, reason_of(stands), why, e);
	}
	if (s->retired) { /* it is back: it begins now */
		s->retired = false;
		s->known = false;
	}
	if (look(r, s, &whole, e))
		return -1;
	if (!whole) {
		s->wake = r->now;
		r->more = true;
		return 0;
	}
	return judge(r, s, e);
}

/* Those of a store that is shared are one worker's at a time, who asks what the
 * others did: 1, 0 another is at it, or none is due, -1. */
static int
take_dues(struct runner *r, struct err *e)
{
	int got;

	if (!r->store->shared)
		return 1;
	if (r->now < r->dues.wake)
		return 0;
	got = db_try_lock(&r->store->db, "flow dues", e);
	if (got == 0)
		r->dues.wake = r->now + TAKEN_MS;
	r->dues.loaded = false;
	return got;
}

int
runner_dues(struct runner *r, struct err *e)
{
	struct runner_schedules *all = &r->dues;
	int got;

	if (!r->flows) {
		all->wake = INT64_MAX;
		return 0;
	}
	if (!all->read || r->now >= all->read_at ||
	    all->read_at > r->now + READ_MS) {
		runner_schedules_read(r);
		all->read_at = r->now + READ_MS;
	}
	got = take_dues(r, e);
	if (got != 1)
		return got;
	if (!all->loaded && load(r, e))
		return -1;
	all->wake = all->read_at;
	for (size_t i = 0; i < all->n; i++) {
		struct runner_schedule *s = all->list[i];

		/* nor does it sleep past a clock that was put back */
		if (s->wake <= r->now || s->looked > r->now) {
			s->before = s->wake;
			s->turn = r->runs.turn;
			if (schedule(r, s, e))
				return -1;
		}
		if (s->wake < all->wake)
			all->wake = s->wake;
	}
	return 0;
}
