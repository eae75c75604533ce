/*
 * Workers of which nothing is heard. Somebody is told; what they had under way
 * stays theirs, until a person says that they are gone, or a node's time for
 * that is over.
 */
#include "flow/runner/runner_shared.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/plural.h"
#include "flow/list/flow_list.h"
#include "sys/clock.h"

enum {
	SWEEP_MS = 5000,
	AWAY_EVENT_MS = 10 * 60000, /* it is sent again, under its id */
	LOOK_MAX = 1 << 20,         /* alarms */
	SECOND = 1000,
};

static void
name_of(int64_t worker, char name[40])
{
	snprintf(name, 40, "worker %jd", (intmax_t)worker);
}

static int
alarm_of(void *arg, const struct flow_worker *w, struct err *e)
{
	struct runner *r = arg;
	struct buf text = { 0 };
	char name[40], since[CLOCK_TEXT_CAP];
	int got;

	name_of(w->id, name);
	clock_format(w->seen / SECOND, since);
	buf_printf(&text,
	    "%s on %s, in %s, is not heard of since %s; %zu attempt%s of it "
	    "go%s on: if it will not come back, say recon-flow gone %jd --why "
	    "TEXT%s%c",
	    name, w->host, w->dir, since, w->attempts, plural(w->attempts),
	    w->attempts == 1 ? "es" : "", (intmax_t)w->id,
	    r->named ? r->named : "", '\0');
	r->world->ops->say(r->world, text.p);
	got = runner_alarm(r, "", 0, name, "unreachable", text.p, e);
	buf_free(&text);
	return got;
}

struct over {
	struct runner *r;
	char name[40];
	unsigned n; /* alarms that were not told yet */
};

static int
end_alarm(void *arg, const struct flow_store_alarm *from, struct err *e)
{
	struct over *over = arg;
	struct flow_store_alarm a = *from;

	if (strcmp(a.reason, "unreachable") || strcmp(a.node, over->name))
		return 0;
	a.told = over->r->now;
	a.told_count = a.count;
	a.next = 0;
	over->n++;
	return flow_store_alarm_put(over->r->store, &a, e);
}

int
runner_silent_over(
    struct runner *r, int64_t worker, unsigned *alarms, struct err *e)
{
	struct over over = { .r = r };

	name_of(worker, over.name);
	if (flow_store_alarms_owed(r->store, LOOK_MAX, end_alarm, &over, e))
		return -1;
	*alarms = over.n;
	return 0;
}

int
runner_silent_heard(struct runner *r, int64_t worker, bool was, struct err *e)
{
	char name[40], text[64];
	struct flow_log_row row = { .at = r->now,
		.node = "",
		.what = "worker",
		.who = "",
		.text = text };
	unsigned alarms;

	if (runner_silent_over(r, worker, &alarms, e))
		return -1;
	if (!was && !alarms)
		return 0;
	name_of(worker, name);
	snprintf(text, sizeof text, "%s is heard of", name);
	return flow_log_add(r->store, &row, e);
}

/* Attempts of a silent worker whose time is over, and when that of the next
 * is. */
struct away {
	struct runner *r;
	const struct flow_worker *of;
	int64_t next;
};

/* When is it over? INT64_MAX: never. */
static int
away_until(const struct away *w, const struct flow_store_attempt *a,
    int64_t *until, struct err *e)
{
	char digest[PLAN_DIGEST_CAP];
	const struct flow_node *n;
	struct runner_plan *plan;
	int got;

	*until = INT64_MAX;
	if (a->is_event) {
		*until = w->of->seen + AWAY_EVENT_MS;
		return 0;
	}
	got = flow_store_run_digest(w->r->store, a->run, digest, e);
	if (got <= 0)
		return got;
	plan = runner_plans_get(&w->r->runs.plans, w->r->store, digest, e);
	if (!plan)
		return -1;
	n = &plan->plan.flow.nodes[a->node];
	if (n->idempotent && n->away)
		*until = w->of->seen + (int64_t)n->away * SECOND;
	return 0;
}

static int
look_away(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct away *w = arg;
	int64_t until;
	enum flow_taken got = FLOW_TAKEN;

	if (away_until(w, a, &until, e))
		return -1;
	if (until <= w->r->now) {
		got = runner_lose(
		    w->r, a, "its worker was away for too long", false, e);
		if (got == FLOW_BUSY)
			w->next = w->r->now;
	} else if (until < w->next) {
		w->next = until;
	}
	return got == FLOW_ERROR ? -1 : 0;
}

/* When a silent worker's attempts are looked at again. */
static struct runner_silent *
silent_of(struct runner *r, const struct flow_worker *w)
{
	struct runner_silents *all = &r->silent;
	struct runner_silent *s;

	for (s = all->list; s < all->list + all->n; s++)
		if (s->worker == w->id)
			break;
	if (s == all->list + all->n) {
		all->list =
		    mem_grow(all->list, &all->cap, all->n + 1, sizeof *s);
		s = &all->list[all->n++];
		*s = (struct runner_silent){ .worker = w->id };
	}
	if (s->seen != w->seen)
		s->next = 0;
	s->seen = w->seen;
	return s;
}

static int
look_at(void *arg, const struct flow_worker *w, struct err *e)
{
	struct runner *r = arg;
	struct runner_silent *s;
	struct away away = { .r = r, .of = w, .next = INT64_MAX };

	if (strcmp(w->state, "unreachable") || !w->attempts)
		return 0;
	s = silent_of(r, w);
	if (r->now < s->next)
		return 0;
	if (flow_attempts_of_worker(r->store, w->id, look_away, &away, e))
		return -1;
	s->next = away.next;
	return 0;
}

int
runner_silent_look(struct runner *r, struct err *e)
{
	int got;

	if (!r->worker || r->now < r->sweep_at)
		return 0;
	r->sweep_at = r->now + SWEEP_MS;
	got = db_try_lock(&r->store->db, "flow workers", e);
	if (got != 1)
		return got;
	return flow_workers_silent(r->store, alarm_of, r, e) ||
		flow_workers(r->store, look_at, r, e)
	    ? -1
	    : 0;
}
