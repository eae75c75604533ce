/*
 * sims_check: what has to be so with several workers, behind each turn and in
 * the end.
 */
#ifndef SIMS_CHECK_H
#define SIMS_CHECK_H

#include "simulation/sims.h"

/* No other worker has a process of that node that is alive. */
static void
sims_check_begin(struct sims *s, const struct sim *one, const char *place)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->all[i].n_work; k++) {
			const struct sim_work *w = &s->all[i].work[k];

			if (&s->all[i] == one || w->is_event || w->over ||
			    strcmp(w->place, place) ||
			    sim_is_lost(s->all, w->attempt))
				continue;
			printf("# seed %ju: %s begins at worker %zu while "
			       "%jd is alive at worker %zu\n",
			    (uintmax_t)one->first_seed, place,
			    (size_t)(one - s->all), (intmax_t)w->attempt, i);
			EXPECT(w->over);
		}
}

/* Nobody else tells the same alarm now: it was theirs for two minutes from the
 * commit, behind which they may have stood still. */
static void
sims_check_send(struct sims *s, const struct sim *one, int64_t attempt)
{
	if (attempt >= 0 || attempt == -INT64_MAX)
		return;
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->all[i].n_work; k++) {
			const struct sim_work *w = &s->all[i].work[k];

			if (&s->all[i] == one || w->attempt != attempt ||
			    w->over)
				continue;
			EXPECT(w->at - SIMS_STILL_MS + 120000 <= one->steady);
		}
}

struct sims_rows {
	struct sim *one;
	size_t n;
};

static int
sims_open_row(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct sims_rows *rows = arg;

	(void)e;
	if (a->worker != rows->one->store.worker)
		return 0;
	EXPECT(
	    runner_attempts_find(&rows->one->runner->attempts, a->id) != NULL);
	rows->n++;
	return 0;
}

static int
sims_take_lane(
    void *arg, const char *class, const char *lane, size_t n, struct err *e)
{
	struct sims_class *c = arg;

	(void)class;
	(void)e;
	if (c->lanes_n == 16)
		return 0;
	snprintf(c->lanes[c->lanes_n], sizeof c->lanes[0], "%s", lane);
	c->n[c->lanes_n++] = n;
	c->attempts += strcmp(lane, RUNNER_LANE_RUNS) ? n : 0;
	return 0;
}

static int
sims_take_class(void *arg, const struct flow_store_class *from, struct err *e)
{
	struct sims_class *c = arg;

	(void)e;
	if (strcmp(from->name, "c0") && strcmp(from->name, "c1"))
		return 0;
	c += from->name[1] - '0';
	c->limit = from->limit;
	c->broken = from->name[1] == '1' && from->open_until;
	return 0;
}

static size_t
sims_had(const struct sims_class *c, const char *lane)
{
	for (size_t i = 0; i < c->lanes_n; i++)
		if (!strcmp(c->lanes[i], lane))
			return c->n[i];
	return 0;
}

/* No more are under way than the class allows, unless there were as many
 * before: a person made the limit smaller, or a breaker opened. */
static void
sims_check_class(struct sims *s, size_t which, const struct sims_class *is)
{
	const struct sims_class *was = &s->classes[which];
	size_t limit = is->limit >= 0 ? (size_t)is->limit
	    : which                   ? SIM_LIMIT_1
				      : SIM_LIMIT_0;

	for (size_t i = 0; i < is->lanes_n; i++) {
		bool runs = !strcmp(is->lanes[i], RUNNER_LANE_RUNS);
		bool good = is->n[i] <= limit ||
		    is->n[i] <= sims_had(was, is->lanes[i]) ||
		    (runs && s->redone);

		if (!good)
			printf("# seed %ju: class c%zu, lane %s: %zu of %zu\n",
			    (uintmax_t)s->all[0].first_seed, which,
			    is->lanes[i], is->n[i], limit);
		EXPECT(good);
	}
	if (!is->broken)
		return;
	EXPECT(is->attempts <= 1 || is->attempts <= was->attempts);
	s->halves += was->broken && is->attempts == 1 && was->attempts == 0;
}

static void
sims_check_classes(struct sims *s, struct sim *one)
{
	struct sims_class is[2] = { { .limit = -1 }, { .limit = -1 } };
	struct err e;

	EXPECT(flow_store_classes(&one->store, sims_take_class, is, &e) == 0);
	for (size_t i = 0; i < 2; i++) {
		EXPECT(flow_class_under_way(&one->store, i ? "c1" : "c0",
			   sims_take_lane, &is[i], &e) == 0);
		sims_check_class(s, i, &is[i]);
		s->classes[i] = is[i];
	}
	s->redone = false;
}

/* What the store has of it is what it has in memory, but for what was given up
 * and still ends. */
static void
sims_check_turn(struct sims *s, size_t i)
{
	struct sim *one = &s->all[i];
	struct sims_rows rows = { .one = one };
	struct runner_attempt *a = NULL;
	size_t n = 0;
	struct err e;

	s->redone |= one->redone || sims_visitor(s)->redone;
	one->redone = sims_visitor(s)->redone = false;
	if (one->dead)
		return;
	sims_check_classes(s, one);
	if (!one->runner || one->runner->stale)
		return;
	EXPECT(flow_store_attempts_open(
		   &one->store, sims_open_row, &rows, &e) == 0);
	while ((a = runner_attempts_next(&one->runner->attempts, a)))
		n += !sim_is_lost(one, a->id);
	EXPECT(rows.n == n);
}

/* The number that a question answers with. */
static int64_t
sims_ask(struct sims *s, const char *sql)
{
	struct db *d = &s->all[0].store.db;
	int64_t n = -1;
	struct err e;

	if (db_ask(d, sql, NULL, 0, &e) == 0 && db_next(d, &e) == 1)
		n = db_cell_int(d, 0);
	db_done(d);
	return n;
}

/* Each effect once; what is late was not obeyed. */
static void
sims_check_attempts(struct sims *s)
{
	EXPECT(sims_ask(s,
		   "SELECT count(*) FROM (SELECT 1 FROM attempt WHERE "
		   "ending IN ('done', 'differs') AND part = 0 GROUP BY run, "
		   "node, generation HAVING count(*) > 1) AS twice") == 0);
	EXPECT(sims_ask(s,
		   "SELECT count(*) FROM attempt WHERE late IS NOT NULL AND "
		   "(ending IS NULL OR ending <> 'lost')") == 0);
	EXPECT(sims_ask(
		   s, "SELECT count(*) FROM attempt WHERE ended IS NULL") == 0);
	EXPECT(sims_ask(s,
		   "SELECT count(*) FROM due WHERE state = 'started' AND (run "
		   "IS NULL OR NOT EXISTS (SELECT 1 FROM run WHERE id = "
		   "due.run))") == 0);
	EXPECT(
	    sims_ask(s,
		"SELECT count(*) FROM run WHERE schedule IS NOT NULL AND "
		"NOT EXISTS (SELECT 1 FROM due WHERE due.run = run.id)") == 0);
	s->dues += (unsigned)sims_ask(
	    s, "SELECT count(*) FROM run WHERE schedule IS NOT NULL");
	s->late += (unsigned)sims_ask(
	    s, "SELECT count(*) FROM attempt WHERE late IS NOT NULL");
	s->silent += (unsigned)sims_ask(
	    s, "SELECT count(*) FROM alarm WHERE reason = 'unreachable'");
	s->gone += (unsigned)sims_ask(
	    s, "SELECT count(*) FROM log WHERE what = 'gone'");
}

/* Every run ended or waits for a person, who was told; each start is one run;
 * nothing is under way. */
static void
sims_check_end(struct sims *s)
{
	struct sim *one = &s->all[0], *v = sims_visitor(s);

	for (size_t i = 1; i < s->n; i++) {
		for (size_t k = 0; k < s->all[i].alarms.n; k++)
			names_add(&one->alarms, s->all[i].alarms.list[k]);
		EXPECT(s->all[i].runner->attempts.n == 0);
	}
	runner_runs_drop(&one->runner->runs); /* as others left them */
	one->orders = v->orders;
	one->n_orders = v->n_orders;
	sim_check_end(one);
	one->orders = NULL;
	one->n_orders = 0;
	sims_check_attempts(s);
}

#endif
