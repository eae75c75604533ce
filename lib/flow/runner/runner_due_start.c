#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/time/date.h"

/* The values of a start's parameters. */
struct values {
	struct run_given *list;     /* owned */
	char (*days)[DATE_LEN + 1]; /* owned */
	size_t n;
};

static int
make_values(
    struct values *v, const struct flow_schedule *s, int32_t due, struct err *e)
{
	*v = (struct values){ mem_zeroed(s->n_params + 1, sizeof *v->list),
		mem_zeroed(s->n_params + 1, sizeof *v->days), s->n_params };
	for (size_t i = 0; i < v->n; i++) {
		const struct flow_set *set = &s->params[i];
		int32_t day = 0;

		v->list[i].name = span_str(set->name);
		v->list[i].value = span_str(set->due.text);
		if (!set->due.is_due)
			continue;
		if (flow_due_day(&set->due, due, &day, e))
			return -1;
		date_format(day, v->days[i]);
		v->list[i].value = span_str(v->days[i]);
	}
	return 0;
}

static const struct flow_schedule *
find_schedule(const struct flow *f, const char *name)
{
	for (size_t i = 0; i < f->n_schedules; i++)
		if (!strcmp(f->schedules[i].name, name))
			return &f->schedules[i];
	return NULL;
}

/* The day of "2026-03-29 02:30". */
static bool
due_day(const char *due, int32_t *day)
{
	return strlen(due) == FLOW_DUE_TIME_LEN &&
	    date_parse((struct span){ due, DATE_LEN }, day);
}

int
runner_due_start(struct runner *r, const struct flow_store_due *due,
    const char *who, int64_t *id, bool *refused, struct err *e)
{
	struct runner_plan *plan = runner_read_plan(r, due->flow, refused, e);
	const struct flow_schedule *s;
	struct values v = { 0 };
	struct runner_new new = { .path = due->flow,
		.plan = plan,
		.who = who,
		.schedule = due->schedule,
		.due = due->due };
	int32_t day;
	int got = 0;

	if (!plan)
		return *refused ? 0 : -1;
	s = find_schedule(&plan->plan.flow, due->schedule);
	if (!s || !due_day(due->due, &day)) {
		*refused = true;
		err_set(e, ST_FAIL, "%s has no [schedule %s] any more",
		    due->flow, due->schedule);
		return 0;
	}
	if (make_values(&v, s, day, e)) {
		*refused = true;
	} else {
		new.given = v.list;
		new.n = v.n;
		got = runner_new_run(r, &new, id, refused, e);
	}
	free(v.list);
	free(v.days);
	return got;
}

/* A copy of a row, whose texts the store owns. */
static int
take_row(void *arg, const struct flow_store_due *d, struct err *e)
{
	struct flow_store_due *to = arg;

	(void)e;
	*to = *d;
	to->flow = mem_dup(span_str(d->flow));
	to->schedule = mem_dup(span_str(d->schedule));
	to->due = mem_dup(span_str(d->due));
	to->state = mem_dup(span_str(d->state));
	return 0;
}

static int
go_or_drop(struct runner *r, struct flow_store_due *d, bool go, const char *who,
    bool *refused, struct err *e)
{
	struct flow_store_due put = *d;

	if (strcmp(d->state, "missed")) {
		*refused = true;
		err_set(e, ST_FAIL, "start %jd of %s was not missed: it is %s",
		    (intmax_t)d->id, d->flow, d->state);
		return 0;
	}
	put.state = go ? "started" : "skipped";
	if (go && runner_due_start(r, d, who, &put.run, refused, e))
		return -1;
	if (*refused)
		return 0;
	return flow_store_due_put(r->store, &put, e);
}

int
runner_missed(struct runner *r, int64_t id, bool go, const char *who,
    bool *refused, struct err *e)
{
	struct flow_store_due d = { 0 };
	int got = flow_store_due_by_id(r->store, id, take_row, &d, e);

	if (got == 0) {
		*refused = true;
		err_set(e, ST_FAIL, "there is no start %jd", (intmax_t)id);
	}
	if (got <= 0)
		return got;
	got = go_or_drop(r, &d, go, who, refused, e);
	free((char *)(uintptr_t)d.flow);
	free((char *)(uintptr_t)d.schedule);
	free((char *)(uintptr_t)d.due);
	free((char *)(uintptr_t)d.state);
	return got;
}
