#include "flow/runner/runner_state.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/alarm/flow_alarm_event.h"
#include "flow/alarm/flow_alarm_often.h"
#include "flow/graph/flow_around.h"

enum {
	AT_ONCE = 64,           /* on their way */
	LOOK_MAX = 1 << 20,     /* rows */
	NOBODY_MS = 15 * 60000, /* until it is looked again whether somebody is
	                         * to be told */
	OURS_MS = 2 * 60000,    /* no other worker tells what we tell */
	OTHERS_MS = 10000,      /* until we look for what others raised, */
	TAKEN_MS = 1000,        /* and until another that looks may be done */
};

void
runner_alarm_came(struct runner *r)
{
	r->alarms.wake = 0;
	r->alarms.came = true;
}

int
runner_alarm(struct runner *r, const char *flow, int64_t run, const char *node,
    const char *reason, const char *text, struct err *e)
{
	struct buf name = { 0 };
	struct flow_store_alarm row = { .run = run,
		.node = node,
		.reason = reason,
		.text = text,
		.first = r->now,
		.last = r->now,
		.count = 1 };
	int got;

	runner_flow_name(flow, &name);
	buf_byte(&name, '\0');
	row.flow = name.p;
	got = flow_store_alarm_add(r->store, &row, e);
	buf_free(&name);
	runner_alarm_came(r);
	return got;
}

static bool
is_going(const struct runner *r, int64_t id)
{
	for (size_t i = 0; i < r->alarms.n; i++)
		if (r->alarms.list[i].id == id)
			return true;
	return false;
}

/* Who is to be told of it, and where the targets stand; false: nobody. */
struct addressee {
	const struct flow_alarm *to;
	const char *flow; /* path */
	const char *title;
};

static bool
of_file(const struct runner *r, const char *name, struct addressee *t)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < r->dues.n_files; i++) {
		const struct runner_file *f = r->dues.files[i];

		if (!f->read || f->faults)
			continue;
		buf_clear(&b);
		runner_flow_name(f->path, &b);
		if (!f->plan.flow.alarm.n ||
		    (*name && !span_eq(buf_span(&b), span_str(name))))
			continue;
		*t = (struct addressee){ &f->plan.flow.alarm, f->path,
			f->plan.flow.title };
		break;
	}
	buf_free(&b);
	return t->to != NULL;
}

static int
who(struct runner *r, const struct flow_store_alarm *a, struct addressee *t,
    struct err *e)
{
	struct runner_run *of;
	int got;

	*t = (struct addressee){ 0 };
	if (a->run) {
		got = runner_runs_get(&r->runs, r->store, a->run, &of, e);
		if (got < 0)
			return -1;
		if (got && of->plan->plan.flow.alarm.n) {
			*t = (struct addressee){ &of->plan->plan.flow.alarm,
				of->plan->plan.flow.path,
				of->plan->plan.flow.title };
			return 0;
		}
	}
	/* what is about no flow is told to whom runner.ini says, or else to the
	 * first who can be */
	if (*a->flow && of_file(r, a->flow, t))
		return 0;
	if (r->ini.alarm.n)
		*t = (struct addressee){ &r->ini.alarm, r->ini_path, NULL };
	else if (!*a->flow)
		of_file(r, a->flow, t);
	return 0;
}

static void
make_event(struct runner *r, const struct flow_store_alarm *a,
    const struct addressee *t, struct runner_telling *to)
{
	struct template template;
	struct err e;
	bool has = r->templates &&
	    flow_alarm_template_open(
		&template, to->targets.p, to->target, r->templates, &e) == 0;
	struct flow_alarm_note note = { 0 };
	struct flow_alarm_telling telling = { span_str(r->store->id),
		(uint64_t)a->id, a->tellings + 1u };
	char run[24];

	flow_alarm_reason_parse(span_str(a->reason), &note.reason);
	snprintf(run, sizeof run, "%jd", (intmax_t)a->run);
	note.flow = *a->flow ? a->flow : NULL;
	note.path = t->to == &r->ini.alarm ? NULL : t->flow;
	note.title = t->title;
	note.run = a->run ? run : NULL;
	if (note.reason >= FLOW_ALARM_MISSED && *a->node)
		note.schedule = a->node;
	else
		note.node = *a->node ? a->node : NULL;
	note.what = a->text;
	note.since = a->first / 1000;
	note.last = a->last / 1000;
	note.count = a->count;
	note.store = r->named;
	flow_alarm_event(&to->event, &note, &telling, has ? &template : NULL);
	if (has)
		template_free(&template);
}

/* It stands in the event. */
static struct span
id_of(struct buf *event)
{
	static const char before[] = "\"id\":\"";
	const char *at;

	buf_byte(event, '\0');
	event->len--;
	at = strstr(event->p, before);
	if (!at)
		return (struct span){ "", 0 };
	at += sizeof before - 1;
	return (struct span){ at, strcspn(at, "\"") };
}

/* It is on its way from here on, as far as the commit comes. */
static struct runner_telling *
going(struct runner *r, const struct flow_store_alarm *a)
{
	struct runner_owed *o = &r->alarms;
	struct runner_telling *t;

	o->list = mem_grow(o->list, &o->cap, o->n + 1, sizeof *o->list);
	o->list[o->n++] =
	    (struct runner_sent){ a->id, a->count, r->now + OURS_MS };
	o->todo = mem_grow(o->todo, &o->cap_todo, o->n_todo + 1, sizeof *t);
	t = &o->todo[o->n_todo++];
	*t = (struct runner_telling){ .id = a->id };
	return t;
}

static int
tell(struct runner *r, struct flow_store_alarm *a, struct err *e)
{
	struct addressee t;
	struct runner_telling *to;
	const char *slash;

	if (who(r, a, &t, e))
		return -1;
	if (!t.to) {
		a->next = r->now + NOBODY_MS;
		a->why = "nobody is to be told: say [alarm] in the flow, or "
			 "in runner.ini";
		return flow_store_alarm_put(r->store, a, e);
	}
	to = going(r, a);
	slash = strrchr(t.flow, '/');
	if (slash)
		buf_add(&to->targets,
		    (struct span){ t.flow, (size_t)(slash + 1 - t.flow) });
	buf_str(&to->targets, "targets.ini");
	buf_byte(&to->targets, '\0');
	to->target = mem_dup(span_str(
	    t.to->sends[flow_alarm_turn(a->tries, 0, t.to->n).target]));
	make_event(r, a, &t, to);
	if (!r->store->shared)
		return 0;
	a->next = r->now + OURS_MS;
	return flow_store_alarm_put(r->store, a, e);
}

static int
look_at(void *arg, const struct flow_store_alarm *from, struct err *e)
{
	struct runner *r = arg;
	struct flow_store_alarm a = *from;

	if (r->alarms.n >= AT_ONCE || is_going(r, a.id))
		return 0;
	if (a.next <= r->now && tell(r, &a, e))
		return -1;
	if (a.next > r->now && a.next < r->alarms.wake)
		r->alarms.wake = a.next;
	return 0;
}

int
runner_alarms(struct runner *r, struct err *e)
{
	int64_t first = INT64_MAX;
	int got;

	if (r->now < r->alarms.wake)
		return 0;
	if (r->store->shared) {
		got = db_try_lock(&r->store->db, "flow alarms", e);
		if (got != 1) {
			r->alarms.wake = r->now + TAKEN_MS;
			return got;
		}
		/* those of this turn are seen behind it */
		first = r->alarms.came ? 0 : r->now + OTHERS_MS;
	}
	r->alarms.wake = first;
	return flow_store_alarms_to_tell(r->store, LOOK_MAX, look_at, r, e);
}

static void
free_todo(struct runner_owed *o)
{
	for (size_t i = 0; i < o->n_todo; i++) {
		buf_free(&o->todo[i].targets);
		buf_free(&o->todo[i].event);
		free(o->todo[i].target);
	}
	o->n_todo = 0;
}

void
runner_alarms_send(struct runner *r)
{
	struct runner_owed *o = &r->alarms;

	for (size_t i = 0; i < o->n_todo; i++) {
		struct runner_telling *t = &o->todo[i];
		struct span id = id_of(&t->event);

		r->world->ops->send(r->world, -t->id, t->targets.p, t->target,
		    id, buf_span(&t->event), 0);
	}
	free_todo(o);
}

void
runner_alarms_drop(struct runner *r)
{
	r->alarms.n -= r->alarms.n_todo; /* they are the last */
	free_todo(&r->alarms);
	r->alarms.wake = 0;
}

/* One that was sent. */
struct sent {
	int64_t id;
	struct runner *r;
	const struct run_outcome *outcome;
};

/* What was told: more may have been counted since. */
static struct runner_sent
sent_of(const struct runner *r, int64_t id)
{
	for (size_t i = 0; i < r->alarms.n; i++)
		if (r->alarms.list[i].id == id)
			return r->alarms.list[i];
	return (struct runner_sent){ 0 };
}

static int
end_row(void *arg, const struct flow_store_alarm *from, struct err *e)
{
	struct sent *s = arg;
	struct flow_store_alarm a = *from;
	struct runner_sent sent = sent_of(s->r, a.id);
	struct addressee t;

	if (a.id != s->id)
		return 0;
	if (s->outcome->kind == END_OK) {
		a.told = s->r->now;
		if (a.told_count < sent.count)
			a.told_count = sent.count;
		a.tellings++;
		a.tries = 0;
		a.next = 0;
		a.why = NULL;
		return flow_store_alarm_put(s->r->store, &a, e);
	}
	/* another tells it, as we took so long */
	if (s->r->store->shared && a.next != sent.next)
		return 0;
	if (who(s->r, &a, &t, e))
		return -1;
	a.tries++;
	a.why = s->outcome->why ? s->outcome->why : "it was not delivered";
	a.next =
	    flow_alarm_turn(a.tries, s->r->now / 1000, t.to ? t.to->n : 1).at *
	    1000;
	return flow_store_alarm_put(s->r->store, &a, e);
}

int
runner_alarm_ended(struct runner *r, int64_t alarm,
    const struct run_outcome *outcome, struct err *e)
{
	struct sent s = { .id = alarm, .r = r, .outcome = outcome };

	if (!is_going(r, alarm))
		return 0;
	return flow_store_alarms_to_tell(r->store, LOOK_MAX, end_row, &s, e);
}

void
runner_alarm_over(struct runner *r, int64_t alarm)
{
	struct runner_owed *o = &r->alarms;

	for (size_t i = 0; i < o->n; i++)
		if (o->list[i].id == alarm) {
			o->list[i] = o->list[--o->n];
			o->wake = 0;
			return;
		}
}
