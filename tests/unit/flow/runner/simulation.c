/* A runner in a world made up from a seed: see simulation/sim.h.
 *
 *	simulation [SEEDS [FIRST]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/digest.h"
#include "scratch.h"
#include "simulation/sim_check.h"
#include "simulation/sim_files.h"
#include "simulation/sim_orders.h"
#include "simulation/sim_work.h"

enum {
	SEEDS = 100,  /* in each of the two builds of make check */
	STEPS = 250,  /* with faults */
	CALM = 20000, /* at most, until all is over */
	HOUR_MS = 3600000,
};

static unsigned seeds = SEEDS;
static uint64_t first = 1;
static struct sim *now; /* the world that is simulated */

static void
pass_time(struct sim *s, int64_t until)
{
	int64_t next = until;
	int64_t most = s->steady +
	    (s->calm ? 48 * HOUR_MS : (int64_t)sim_chance(s, 20 * 60000));

	for (size_t i = 0; i < s->n_work; i++) {
		const struct sim_work *w = &s->work[i];

		if (!w->told && !w->lost && w->ends < next)
			next = w->ends;
	}
	if (next > most)
		next = most;
	if (next > s->steady)
		s->steady = next;
}

static unsigned
no_signals(struct world *world)
{
	(void)world;
	return 0;
}

static int
stands(struct world *world, struct err *e)
{
	return sim_of(world)->gone ? err_set(e, ST_FAIL, "it is gone") : 0;
}

static void
no_wait(struct world *world, int64_t until)
{
	(void)world;
	(void)until;
}

static void
no_watch(struct world *world, int fd)
{
	(void)world;
	(void)fd;
}

static const struct world_ops ops = {
	.wall = sim_wall,
	.steady = sim_steady,
	.begin = sim_begin,
	.find = sim_look,
	.stop = sim_stop,
	.send = sim_send,
	.ended = sim_ended,
	.order = sim_order_next,
	.answer = sim_answer,
	.stands = stands,
	.wait = no_wait,
	.signals = no_signals,
	.read = sim_read,
	.list = sim_list,
	.remove = sim_remove,
	.say = sim_say,
	.watch = no_watch,
};

static void
bury(struct sim *s)
{
	if (s->runner)
		runner_close(s->runner);
	s->runner = NULL;
	if (s->dead) {
		sim_sql(s, "ROLLBACK");
		s->dead = false;
		sim_full(s, s->full);
	}
	sim_orders_again(s);
	sim_forget(s);
	/* it may be gone for days */
	if (!s->calm && sim_chance(s, 6) == 0)
		s->steady += (int64_t)sim_chance(s, 60) * HOUR_MS;
}

static bool
open_runner(struct sim *s)
{
	struct runner_setup setup = { .store = &s->store,
		.world = &s->world,
		.dir = "/store",
		.flows = s->dir,
		.schedules = true,
		.jobs = (unsigned)(s->first_seed % 4) };
	struct err e;

	s->limits_changed = true;
	s->n_over = 0;
	if (runner_open(&s->runner, &setup, &e) == 0)
		return true;
	if (!s->dead)
		printf(
		    "# seed %ju: open: %s\n", (uintmax_t)s->first_seed, e.text);
	EXPECT(s->dead);
	s->runner = NULL;
	bury(s);
	return false;
}

static void
jump(struct sim *s)
{
	int64_t by = (int64_t)sim_chance(s, 7200000) - 3600000;

	if (sim_chance(s, 4) == 0)
		by *= 30;
	s->ahead += by;
	s->jumps++;
	sim_log(s, "the clock is set by %jd", (intmax_t)by);
}

static void
change_file(struct sim *s)
{
	struct sim_file *f = &s->files[sim_chance(s, (unsigned)s->n_files)];

	f->there = sim_chance(s, 3) != 0;
	f->broken = sim_chance(s, 4) == 0;
	sim_log(s, "%s: %d %d", strrchr(f->path, '/'), f->there, f->broken);
}

static void
faults(struct sim *s)
{
	switch (sim_chance(s, 40)) {
	case 0:
		jump(s);
		break;
	case 1:
		if (s->runner && !s->dead) { /* whatever it did is committed */
			s->dead = true;
			s->kills++;
		}
		if (sim_chance(s, 2))
			sim_power(s);
		break;
	case 2:
		sim_full(s, !s->full);
		break;
	case 3:
		change_file(s);
		break;
	case 4:
		if (s->runner)
			runner_again(s->runner);
		break;
	default:
		break;
	}
	if (sim_chance(s, 4) == 0)
		sim_some_order(s);
}

/* False: all is over that can be. */
static bool
step(struct sim *s)
{
	int64_t until = 0;
	bool idle = false;
	struct err e;
	int got;

	if (s->dead)
		bury(s);
	if (!s->runner && !open_runner(s))
		return true;
	got = runner_turn(s->runner, &idle, &until, &e);
	if (got && !s->dead)
		printf("# seed %ju: %s\n", (uintmax_t)s->first_seed, e.text);
	EXPECT(got == 0 || s->dead);
	if (s->dead)
		return true;
	sim_check_turn(s);
	if (s->calm && idle && s->runner->alarms.wake == INT64_MAX &&
	    s->runner->run_wake == INT64_MAX &&
	    runner_breaker_wake(s->runner) == INT64_MAX)
		return false;
	pass_time(s, until);
	return true;
}

static void
begin(struct sim *s, uint64_t seed)
{
	struct err e;

	*s = (struct sim){ .world.ops = &ops,
		.seed = seed * 0x9e3779b97f4a7c15u + 1,
		.first_seed = seed,
		.steady = 1000000,
		.ahead = 1764000000000 };
	s->dir = mem_dup(span_str(scratch_dir));
	EXPECT(flow_store_open_memory(&s->store, &e) == 0);
	sim_flows(s);
}

static void
end(struct sim *s)
{
	if (s->runner)
		runner_close(s->runner);
	flow_store_close(&s->store);
	for (size_t i = 0; i < s->n_work; i++)
		free(s->work[i].place);
	for (size_t i = 0; i < s->n_orders; i++) {
		words_free(&s->orders[i].words);
		free(s->orders[i].text);
	}
	for (size_t i = 0; i < s->n_files; i++) {
		free(s->files[i].path);
		free(s->files[i].text);
	}
	free(s->work);
	free(s->orders);
	free(s->files);
	free(s->dir);
	free(s->out.name);
	free(s->out.value);
	names_free(&s->alarms);
	buf_free(&s->log);
}

/* People let go what they stopped, files are there, and the disk has room. */
static void
calm_down(struct sim *s)
{
	if (s->dead)
		bury(s);
	s->calm = true;
	if (s->full)
		sim_full(s, false);
	for (size_t i = 0; i < s->n_files; i++) {
		s->files[i].there = true;
		s->files[i].broken = false;
	}
	for (size_t i = 0; i < s->n_work; i++)
		if (!s->work[i].over && !s->work[i].lost &&
		    s->work[i].ends > s->steady + 60000)
			s->work[i].ends = s->steady + 60000;
	sim_say_order(s, "class c0 --reset");
	sim_say_order(s, "class c1 --reset");
	if (s->runner)
		runner_again(s->runner);
}

/* *digest: of all that happened. */
static void
simulate(uint64_t seed, char digest[DIGEST_TEXT + 1], struct sim *sum)
{
	struct sim s;
	unsigned i = 0;

	now = &s;
	begin(&s, seed);
	for (unsigned k = 0; k < STEPS; k++) {
		faults(&s);
		step(&s);
	}
	calm_down(&s);
	while (step(&s) && ++i < CALM)
		;
	EXPECT(i < CALM);
	if (s.runner && !s.dead)
		sim_check_end(&s);
	if (test_broken)
		printf("# seed %ju\n", (uintmax_t)seed);
	if (test_broken && getenv("SIMULATION_LOG"))
		fwrite(s.log.p, 1, s.log.len, stderr);
	digest_of(buf_span(&s.log), digest);
	sum->kills += s.kills;
	sum->deaths += s.deaths;
	sum->full_times += s.full_times;
	sum->jumps += s.jumps;
	sum->begun += s.begun;
	sum->sent += s.sent;
	sum->runs += s.runs;
	end(&s);
}

static void
worlds(void)
{
	struct sim sum = { 0 };
	char digest[DIGEST_TEXT + 1];

	for (unsigned i = 0; i < seeds && !test_broken; i++)
		simulate(first + i, digest, &sum);
	printf("# %u runs, %u attempts, %u events; %u kills, %u power "
	       "failures, %u times full, %u clocks set\n",
	    sum.runs, sum.begun, sum.sent, sum.kills, sum.deaths,
	    sum.full_times, sum.jumps);
	EXPECT(sum.runs && sum.begun && sum.sent);
}

static void
same_log(void)
{
	struct sim sum = { 0 };
	char one[DIGEST_TEXT + 1], two[DIGEST_TEXT + 1];

	for (uint64_t seed = first; seed < first + 5; seed++) {
		simulate(seed, one, &sum);
		simulate(seed, two, &sum);
		EXPECT_STR(one, two);
	}
}

/* More than a turn takes; the world tells of each once. */
static void
many_orders(void)
{
	struct sim s;
	bool idle = false;
	int64_t until = 0;
	struct err e;
	char text[64];

	begin(&s, 1);
	s.calm = true;
	for (unsigned i = 0; i < 3 * RUNNER_ORDERS_MAX; i++) {
		snprintf(text, sizeof text, "class c%u --reset", i);
		sim_say_order(&s, text);
	}
	if (open_runner(&s))
		do {
			EXPECT(runner_turn(s.runner, &idle, &until, &e) == 0);
		} while (until <= s.steady);
	for (size_t i = 0; i < s.n_orders; i++)
		EXPECT(s.orders[i].answered);
	end(&s);
}

/* Nothing is asked of a world whose store is gone, and none of it is kept. */
static void
store_is_gone(void)
{
	struct sim s;
	bool idle = false;
	int64_t until = 0;
	struct err e;

	begin(&s, 1);
	s.calm = true;
	sim_say_order(&s, "class c0 --reset");
	if (open_runner(&s)) {
		s.gone = true;
		EXPECT(runner_turn(s.runner, &idle, &until, &e) == -1);
		EXPECT(e.status == ST_FAIL && !s.orders[0].answered);
		s.gone = false;
		EXPECT(runner_turn(s.runner, &idle, &until, &e) == 0);
		EXPECT(s.orders[0].answered);
	}
	end(&s);
}

int
main(int argc, char **argv)
{
	static const char classes[] = "[class c0]\nlimit = 2\n"
				      "[class c1]\nlimit = 3\n"
				      "breaker = 3 in 10m rest 5m\n"
				      "slow = 20s\n";

	if (argc > 1)
		seeds = (unsigned)atoi(argv[1]);
	if (argc > 2)
		first = (uint64_t)atoi(argv[2]);
	scratch_begin();
	scratch_write("classes.ini", classes, sizeof classes - 1);
	test(
	    "whatever goes wrong, nothing runs twice, no run or place is lost, "
	    "limits are kept, somebody is told, all runs end or are held",
	    worlds);
	test("the same seed has the same log", same_log);
	test("more orders than a turn takes are all taken", many_orders);
	test("a store that is gone ends its runner, and nothing is done",
	    store_is_gone);
	scratch_end();
	return test_done();
}
