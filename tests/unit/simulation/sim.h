/*
 * sim: a world made up from a seed, in which everything can go wrong: clocks
 * that jump, processes that fail, hang and are lost, a runner that dies at any
 * point, power that fails, answers that are lost, files that vanish, a store
 * that is full.
 *
 * Time passes in wait() alone. What happens is written into a log: the same seed,
 * the same log.
 */
#ifndef SIM_H
#define SIM_H

#include <stdlib.h>

#include "base/mem.h"
#include "flow/runner/runner.h"
#include "flow/runner/runner_state.h"
#include "test.h"

enum sim_fate {
	SIM_EXITS, /* with status */
	SIM_SIGNAL,
	SIM_LOST, /* its shim is killed */
};

/* A process that was begun, or an event that was sent. */
struct sim_work {
	int64_t attempt;
	char *place; /* owned: RUN/NODE; of an event its id */
	bool is_event;
	bool is_when;     /* of when-run */
	bool begun;       /* its command went; before, nothing of it ran */
	bool over;        /* it has ended, in truth, */
	bool lost;        /* and nobody knows how */
	bool told;        /* this runner knows it */
	int64_t at, ends; /* steady ms: begun or sent, and when it ends */
	int64_t foreign;  /* until then another seems to have it */
	enum end_kind kind;
	int status;
	bool has_out, good_outs;
};

struct sim_order {
	char id[32];
	struct words words; /* owned */
	unsigned long uid;
	int64_t at;    /* steady ms: when it is written */
	bool taken;    /* by this runner */
	bool answered; /* and that was seen by whoever wrote it */
	bool lost;     /* the answer was not brought to the disk */
	enum status status;
	char *text; /* owned: of the first answer */
};

struct sim_file {
	char *path; /* owned */
	char *text; /* owned */
	bool there, broken;
};

struct sim {
	struct world world;
	uint64_t seed;
	struct flow_store store;
	struct runner *runner; /* NULL: none is at work */
	char *dir;             /* owned: of flows and classes */
	int64_t steady, ahead; /* ms; the wall is steady + ahead */
	bool calm;             /* nothing goes wrong any more */
	bool dead; /* the runner was killed: nothing it does counts */
	bool full; /* the store takes nothing */
	bool gone; /* it was removed */
	struct sim_work *work; /* owned */
	size_t n_work, cap_work;
	struct sim_order *orders; /* owned */
	size_t n_orders, cap_orders;
	struct sim_file *files; /* owned */
	size_t n_files, cap_files;
	struct names alarms; /* texts of alarms that were delivered */
	struct buf log;
	struct run_out out; /* of the last end */
	const char *groups[2];
	char who[32];
	uint64_t first_seed;
	size_t work_open; /* attempts, as the store has them */
	struct {
		struct runner_lane *lane;
		size_t n;
	} over[64]; /* places taken behind the turn before */
	size_t n_over;
	bool limits_changed, redone;
	unsigned kills, deaths, full_times, jumps, begun, sent, runs;
};

static struct sim *
sim_of(struct world *w)
{
	return (struct sim *)w;
}

/* A number below n. */
static unsigned
sim_chance(struct sim *s, unsigned n)
{
	s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(s->seed >> 33) % n;
}

static void sim_log(struct sim *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
sim_log(struct sim *s, const char *fmt, ...)
{
	va_list ap;

	buf_printf(&s->log, "%jd ", (intmax_t)s->steady);
	va_start(ap, fmt);
	buf_vprintf(&s->log, fmt, ap);
	va_end(ap);
	buf_byte(&s->log, '\n');
}

static void
sim_sql(struct sim *s, const char *sql)
{
	struct err e;

	if (db_run(&s->store.db, sql, &e) && strncmp(sql, "ROLLBACK", 8))
		printf("# %s: %s\n", sql, e.text);
}

/* It takes no change, or it does again. (A bound on the pages of a database in
 * memory would do, but that SQLite may be full for ever behind it.) */
static void
sim_full(struct sim *s, bool full)
{
	if (s->full != full) {
		s->full_times += full;
		sim_log(s, full ? "the store is full" : "the store has room");
	}
	s->full = full;
	if (!s->dead)
		sim_sql(s,
		    full ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0");
}

/* Within a turn, too: part of it is written then. */
static void
sim_may_fill(struct sim *s)
{
	if (!s->calm && !s->full && sim_chance(s, 400) == 0)
		sim_full(s, true);
}

/* Kills the runner, now and then: what it did not commit is gone, and nothing
 * that it goes on to do has any effect. True if it is dead. */
static bool
sim_dies(struct sim *s)
{
	if (s->dead)
		return true;
	sim_may_fill(s);
	if (s->calm || sim_chance(s, 250))
		return false;
	sim_log(s, "the runner is killed");
	s->dead = true;
	s->kills++;
	sim_sql(s, "ROLLBACK");
	sim_sql(s, "PRAGMA query_only = 1");
	return true;
}

static int64_t
sim_steady(struct world *w)
{
	return sim_of(w)->steady;
}

static int64_t
sim_wall(struct world *w)
{
	return sim_of(w)->steady + sim_of(w)->ahead;
}

static void
sim_say(struct world *w, const char *line)
{
	if (!sim_of(w)->dead)
		sim_log(sim_of(w), "says: %s", line);
}

#endif
