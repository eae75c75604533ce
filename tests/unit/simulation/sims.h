/*
 * sims: several workers on one store, each with a world of its own (sim.h) at one
 * time: they take their turns in any order, die and begin again, stand still for
 * long, and are in each other's way. One more brings the orders of people.
 */
#ifndef SIMS_H
#define SIMS_H

#include "db/db_driver.h"
#include "scratch.h"
#include "simulation/sim.h"
#include "simulation/sim_check.h"
#include "simulation/sim_files.h"
#include "simulation/sim_orders.h"
#include "simulation/sim_work.h"

enum {
	SIMS_MAX = 4,
	SIMS_STILL_MS = 48000, /* behind a commit */
};

/* What is under way in a class, behind a turn. */
struct sims_class {
	char lanes[16][32];
	size_t n[16], lanes_n;
	size_t attempts; /* in all lanes but "runs" */
	int64_t limit;   /* that a person said; -1 */
	bool broken;     /* its breaker is open, or half so */
};

struct sims {
	struct sim all[SIMS_MAX + 1]; /* the last one brings orders */
	size_t n;                     /* workers */
	struct flow_worker who[SIMS_MAX];
	char names[SIMS_MAX][32];
	int64_t
	    back[SIMS_MAX + 1]; /* steady: when it begins, or goes on, again */
	uint64_t seed;
	bool calm;
	struct sims_broker *broker;   /* of tickets; NULL: none */
	struct sims_class classes[2]; /* c0, c1: behind the last turn */
	bool lost[SIMS_MAX + 1];      /* its connection is */
	unsigned losses, removed, stills;
	bool still;  /* one stands still behind its commit */
	bool checks; /* it is looked at from outside */
	bool redone; /* a person let runs go on that had ended */
	unsigned conflicts, halves, silent, gone, late, dues;
};

static struct sims *sims_now;
static struct db_driver sims_driver; /* SQLite, with conflicts */

static struct sim *
sims_visitor(struct sims *s)
{
	return &s->all[SIMS_MAX];
}

/* A number below n. */
static unsigned
sims_chance(struct sims *s, unsigned n)
{
	s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(s->seed >> 33) % n;
}

/* Time is one for all. */
static void
sims_pass(struct sims *s, int64_t ms)
{
	for (size_t i = 0; i <= SIMS_MAX; i++)
		s->all[i].steady += ms;
}

/* Has its connection been lost, now or before? What was not committed is taken
 * back. */
static bool
sims_is_lost(struct db *d, struct err *e)
{
	struct sims *s = sims_now;
	size_t i = 0;
	struct err ignored;

	while (i <= SIMS_MAX && &s->all[i].store.db != d)
		i++;
	if (i > SIMS_MAX || s->checks)
		return false;
	if (!s->lost[i] && !s->calm && sims_chance(s, 2000) == 0) {
		s->lost[i] = true;
		s->losses++;
		sim_log(&s->all[i], "its connection is lost");
		db_sqlite.rollback(d, &ignored);
	}
	if (!s->lost[i])
		return false;
	d->conflict = false;
	err_set(e, ST_AGAIN, "the connection is lost");
	return true;
}

static int
sims_connect(struct db *d, struct err *e)
{
	struct sims *s = sims_now;

	for (size_t i = 0; i <= SIMS_MAX; i++)
		if (&s->all[i].store.db == d) {
			if (s->lost[i] && !s->calm && sims_chance(s, 2))
				return err_set(e, ST_AGAIN, "no server");
			s->lost[i] = false;
		}
	return 0;
}

static int
sims_ask_db(struct db *d, const char *sql, const struct db_value *v, size_t n,
    struct err *e)
{
	return sims_is_lost(d, e) ? -1 : db_sqlite.ask(d, sql, v, n, e);
}

static int
sims_begin_many(struct db *d, int64_t *at, struct err *e)
{
	return sims_is_lost(d, e) ? -1 : db_sqlite.begin_many(d, at, e);
}

static void sims_turn(struct sims *, size_t, bool *idle);
static void sims_say_gone(struct sims *);
static void sims_order(struct sims *);
static void sims_check_turn(struct sims *, size_t);

/* It stands still behind its commit, before it begins what it has claimed; others
 * miss it, and a person gives it up. */
static void
sims_stand_still(struct sims *s, const struct db *d)
{
	bool idle;

	if (s->calm || s->still || s->checks || sims_chance(s, 400))
		return;
	s->still = true;
	s->stills++;
	for (unsigned k = 0; k < 4; k++) {
		sims_pass(s, SIMS_STILL_MS / 4);
		for (size_t i = 0; i < s->n; i++)
			if (&s->all[i].store.db != d) {
				sims_turn(s, i, &idle);
				s->checks = true;
				sims_check_turn(s, i);
				s->checks = false;
			}
	}
	if (d != &sims_visitor(s)->store.db) {
		sims_say_gone(s);
		sims_order(s);
	}
	s->still = false;
}

/* Another transaction was in the way: a commit is none. Or nobody knows whether
 * it is one. */
static int
sims_commit(struct db *d, struct err *e)
{
	struct sims *s = sims_now;

	if (sims_is_lost(d, e))
		return -1;
	if (!s->calm && sims_chance(s, 200) == 0) {
		if (db_sqlite.commit(d, e))
			return -1;
		d->conflict = false;
		return err_set(e, ST_AGAIN, "its answer is lost");
	}
	if (!s->calm && sims_chance(s, 20) == 0) {
		s->conflicts++;
		d->conflict = true;
		return err_set(e, ST_AGAIN, "another was in the way");
	}
	if (db_sqlite.commit(d, e))
		return -1;
	sims_stand_still(s, d);
	return 0;
}

static void
sims_open_store(struct sim *s)
{
	struct err e;

	if (flow_store_open_shared_file(&s->store, "store.db", &e)) {
		printf("# %s\n", e.text);
		exit(2);
	}
	sims_driver = db_sqlite;
	sims_driver.commit = sims_commit;
	sims_driver.again = sims_connect;
	sims_driver.ask = sims_ask_db;
	sims_driver.begin_many = sims_begin_many;
	s->store.db.driver = &sims_driver;
}

static void
sims_begin(struct sims *s, uint64_t seed, const struct world_ops *ops)
{
	unlink("store.db");
	*s = (struct sims){ .seed = seed * 0x9e3779b97f4a7c15u + 7 };
	s->n = 2 + seed % (SIMS_MAX - 1);
	sims_now = s;
	for (size_t i = 0; i <= SIMS_MAX; i++) {
		struct sim *one = &s->all[i];

		*one = (struct sim){ .world.ops = ops,
			.seed = s->seed + i,
			.first_seed = seed,
			.steady = 1000000,
			.ahead = 1764000000000,
			.dir = scratch_dir };
		sims_open_store(one);
		if (i == 0) {
			sim_flows(one);
			continue;
		}
		one->files = s->all[0].files;
		one->n_files = s->all[0].n_files;
	}
	for (size_t i = 0; i < s->n; i++) {
		snprintf(s->names[i], sizeof s->names[i], "/store%zu", i);
		s->who[i] = (struct flow_worker){ .machine = s->names[i] + 1,
			.dir = s->names[i],
			.host = s->names[i] + 1,
			.boot = "boot",
			.pid = (int64_t)i + 1 };
	}
}

static void
sims_free(struct sim *one, bool owns_files)
{
	if (one->runner)
		runner_close(one->runner);
	flow_store_close(&one->store);
	for (size_t i = 0; i < one->n_work; i++)
		free(one->work[i].place);
	for (size_t i = 0; i < one->n_orders; i++) {
		words_free(&one->orders[i].words);
		free(one->orders[i].text);
	}
	for (size_t i = 0; owns_files && i < one->n_files; i++) {
		free(one->files[i].path);
		free(one->files[i].text);
	}
	if (owns_files)
		free(one->files);
	free(one->work);
	free(one->orders);
	free(one->out.name);
	free(one->out.value);
	names_free(&one->alarms);
	buf_free(&one->log);
}

static void
sims_end(struct sims *s)
{
	for (size_t i = SIMS_MAX + 1; i-- > 0;)
		sims_free(&s->all[i], i == 0);
	unlink("store.db");
}

static void
sims_lost(struct sim *one, bool lost)
{
	for (size_t i = 0; i <= SIMS_MAX; i++)
		if (&sims_now->all[i] == one)
			sims_now->lost[i] = lost;
}

/* Nothing of a dead one is left but what it committed, and its processes. */
static void
sims_bury(struct sim *one)
{
	if (one->dead)
		sim_sql(one, "ROLLBACK");
	if (one->runner)
		runner_close(one->runner);
	one->runner = NULL;
	one->dead = false;
	sims_lost(one, false);
	sim_full(one, one->full);
	sim_orders_again(one);
	sim_forget(one);
}

static bool
sims_open(struct sims *s, size_t i)
{
	struct sim *one = &s->all[i];
	struct runner_setup setup = { .store = &one->store,
		.world = &one->world,
		.dir = i < s->n ? s->names[i] : "",
		.flows = one->dir,
		.worker = i < s->n ? &s->who[i] : NULL,
		.only_orders = i >= s->n,
		.schedules = true,
		.jobs = (unsigned)(s->all[0].first_seed % 4) };
	struct err e;

	sims_lost(one, false); /* it has one of its own */
	if (runner_open(&one->runner, &setup, &e) == 0)
		return true;
	if (!one->dead && e.status != ST_AGAIN && !one->full)
		printf("# seed %ju: open: %s\n", (uintmax_t)one->first_seed,
		    e.text);
	EXPECT(one->dead || e.status == ST_AGAIN || one->full);
	one->runner = NULL;
	if (one->dead)
		sims_bury(one);
	return false;
}

/* One turn of one of them; *idle: nothing of it goes on by itself. */
static void
sims_turn(struct sims *s, size_t i, bool *idle)
{
	struct sim *one = &s->all[i];
	int64_t until;
	size_t owed;
	struct err e;
	int got;

	*idle = false;
	if (one->dead) {
		sims_bury(one);
		s->back[i] = one->steady +
		    (s->calm ? 0 : sims_chance(s, 4) * sims_chance(s, 60000));
	}
	if (i < s->n && one->steady < s->back[i])
		return;
	if (!one->runner && !sims_open(s, i))
		return;
	got = runner_turn(one->runner, idle, &until, &e);
	if (got && !one->dead)
		printf("# seed %ju, worker %zu: %s\n",
		    (uintmax_t)one->first_seed, i, e.text);
	EXPECT(got == 0 || one->dead);
	s->checks = true;
	EXPECT(flow_store_alarms_count(&one->store, &owed, &e) == 0);
	s->checks = false;
	*idle = *idle && !one->dead && owed == 0 &&
	    one->runner->run_wake == INT64_MAX &&
	    runner_breaker_wake(one->runner) == INT64_MAX;
}

/* One stands still for so long that the others miss it, or dies with its
 * machine; a person says of some that they are gone. */
static void
sims_stop(struct sims *s, size_t i)
{
	struct sim *one = &s->all[i];

	if (one->steady < s->back[i])
		return;
	s->back[i] = one->steady + 35000 + sims_chance(s, 20 * 60000);
	sim_log(one, "it stands still");
}

static void
sims_say_gone(struct sims *s)
{
	char text[64];

	snprintf(text, sizeof text, "gone %u --why because",
	    1 + sims_chance(s, (unsigned)s->n));
	sim_say_order(sims_visitor(s), text);
}

/* Who brings an order stays until it is answered, or dies. */
static void
sims_order(struct sims *s)
{
	struct sim *v = sims_visitor(s);
	bool idle, open = true;

	for (unsigned i = 0; i < 50 && open && !v->dead; i++) {
		sims_turn(s, SIMS_MAX, &idle);
		sims_pass(s, 10);
		open = false;
		for (size_t k = 0; k < v->n_orders; k++)
			open |= !v->orders[k].answered;
	}
	if (v->runner || v->dead)
		sims_bury(v);
}

#endif
