/* Several workers on one store, made up from a seed: see simulation/sims.h.
 *
 *	several [SEEDS [FIRST]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/digest.h"
#include "simulation/sims.h"
#include "simulation/sims_check.h"
#include "simulation/sims_tickets.h"

enum {
	SEEDS = 30,   /* in each of the two builds of make check */
	STEPS = 500,  /* with faults */
	CALM = 10000, /* rounds at most, until all is over */
	CALM_MS = 9000,
	HOUR_MS = 3600000,
};

static struct sims_broker tickets; /* what became of them in all */
static unsigned seeds = SEEDS;
static uint64_t first = 1;

static enum world_found
begin(struct world *world, int64_t attempt, const struct world_attempt *what,
    struct world_end *end)
{
	struct sim *one = sim_of(world);
	const char *runs = strstr(what->dir, "/runs/");
	enum world_found found;
	char place[256];

	snprintf(place, sizeof place, "%s", runs ? runs + 6 : "?");
	*strrchr(place, '/') = '\0';
	sims_now->checks = true;
	if (!one->dead)
		sims_check_begin(sims_now, one, place);
	found = sim_begin(world, attempt, what, end);
	sims_now->checks = false;
	return found;
}

static void
send_event(struct world *world, int64_t attempt, const char *targets,
    const char *target, struct span id, struct span event, uint32_t within)
{
	struct sim *one = sim_of(world);

	if (!one->dead)
		sims_check_send(sims_now, one, attempt);
	sim_send(world, attempt, targets, target, id, event, within);
}

/* Directories of runs, of those that begun attempts there; others are files. */
static int
list(struct world *world, const char *dir, const char *end, struct names *names,
    struct err *e)
{
	struct sim *one = sim_of(world);
	size_t n = strlen(dir);

	if (n < 5 || strcmp(dir + n - 5, "/runs"))
		return sim_list(world, dir, end, names, e);
	for (int64_t run = 1; run < one->store.next_run; run++) {
		char name[24];

		snprintf(name, sizeof name, "%jd", (intmax_t)run);
		names_add(names, span_str(name));
	}
	names_add(names, SPAN("lost+found"));
	return 0;
}

/* Only what no run has goes. */
static int
remove_dir(struct world *world, const char *dir, struct err *e)
{
	struct sim *one = sim_of(world);
	const char *runs = strstr(dir, "/runs/");
	char digest[PLAN_DIGEST_CAP];

	sims_now->checks = true;
	if (runs && !one->dead) {
		EXPECT(flow_store_run_digest(
			   &one->store, atoll(runs + 6), digest, e) == 0);
		sims_now->removed++;
	}
	sims_now->checks = false;
	return sim_remove(world, dir, e);
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
	(void)world;
	(void)e;
	return 0;
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
	.begin = begin,
	.find = sim_look,
	.stop = sim_stop,
	.send = send_event,
	.ended = sim_ended,
	.order = sim_order_next,
	.answer = sim_answer,
	.stands = stands,
	.wait = no_wait,
	.signals = no_signals,
	.read = sim_read,
	.list = list,
	.remove = remove_dir,
	.say = sim_say,
	.watch = no_watch,
};

/* The same files are on all machines. */
static void
change_file(struct sims *s)
{
	struct sim_file *f =
	    &s->all[0].files[sims_chance(s, (unsigned)s->all[0].n_files)];

	f->there = sims_chance(s, 3) != 0;
	f->broken = sims_chance(s, 4) == 0;
}

static void
faults(struct sims *s, struct sim *one)
{
	switch (sims_chance(s, 60)) {
	case 0:
		if (one->runner && !one->dead) {
			one->dead = true;
			one->kills++;
			sims_tickets_again(s, (size_t)(one - s->all), true);
		}
		if (sims_chance(s, 2))
			sim_power(one);
		break;
	case 1:
		sim_full(one, !one->full);
		break;
	case 2:
		change_file(s);
		break;
	case 3:
		if (one->runner)
			runner_again(one->runner);
		break;
	case 4:
		sims_stop(s, (size_t)(one - s->all));
		break;
	case 5:
		sims_say_gone(s);
		break;
	default:
		break;
	}
	sims_tickets_faults(s);
	if (sims_chance(s, 6) == 0)
		sim_some_order(sims_visitor(s));
	if (sims_chance(s, 6) == 0)
		sims_order(s);
}

static void
pass_time(struct sims *s)
{
	unsigned kind = sims_chance(s, 100);

	sims_pass(s,
	    (int64_t)sims_chance(s,
		kind < 60       ? 50
		    : kind < 85 ? 3000
		    : kind < 99 ? 9000
				: 20 * 60000));
}

/* People let go what they stopped, files are there, and the disk has room. */
static void
calm_down(struct sims *s)
{
	struct sim *v = sims_visitor(s);

	s->calm = true;
	if (s->broker)
		s->broker->blocked = false;
	for (size_t i = 0; i <= SIMS_MAX; i++) {
		struct sim *one = &s->all[i];

		one->calm = true;
		if (one->dead)
			sims_bury(one);
		if (one->full)
			sim_full(one, false);
		for (size_t k = 0; k < one->n_work; k++)
			if (!one->work[k].over && !one->work[k].lost &&
			    one->work[k].ends > one->steady + 60000)
				one->work[k].ends = one->steady + 60000;
		if (one->runner)
			runner_again(one->runner);
	}
	for (size_t i = 0; i < s->all[0].n_files; i++) {
		s->all[0].files[i].there = true;
		s->all[0].files[i].broken = false;
	}
	memset(s->back, 0, sizeof s->back);
	sim_say_order(v, "class c0 --reset");
	sim_say_order(v, "class c1 --reset");
	sims_order(s);
}

/* A turn of each; false: all is over that can be. */
static bool
calm_round(struct sims *s)
{
	bool over = true;

	for (size_t i = 0; i < s->n; i++) {
		bool idle;

		sims_turn(s, i, &idle);
		s->checks = true;
		sims_check_turn(s, i);
		s->checks = false;
		over &= idle;
	}
	sims_pass(s, CALM_MS);
	return !over;
}

/* *digest: of all that happened. */
static void
simulate(uint64_t seed, char digest[DIGEST_TEXT + 1], struct sim *sum,
    struct sims *all)
{
	struct sims s;
	struct sims_broker broker;
	struct buf log = { 0 };
	unsigned i = 0;
	bool idle;

	sims_begin(&s, seed, &ops);
	sims_tickets_begin(&s, &broker);
	for (unsigned k = 0; k < STEPS; k++) {
		size_t w = sims_chance(&s, (unsigned)s.n);

		faults(&s, &s.all[w]);
		sims_turn(&s, w, &idle);
		s.checks = true;
		sims_check_turn(&s, w);
		s.checks = false;
		pass_time(&s);
	}
	calm_down(&s);
	while (calm_round(&s) && ++i < CALM && !test_broken)
		;
	EXPECT(i < CALM);
	if (!test_broken)
		sims_check_end(&s);
	if (test_broken)
		printf("# seed %ju\n", (uintmax_t)seed);
	for (size_t w = 0; w <= SIMS_MAX; w++) {
		buf_printf(&log, "worker %zu\n", w);
		buf_add(&log, buf_span(&s.all[w].log));
		sum->kills += s.all[w].kills;
		sum->deaths += s.all[w].deaths;
		sum->full_times += s.all[w].full_times;
		sum->begun += s.all[w].begun;
		sum->sent += s.all[w].sent;
		sum->runs += s.all[w].runs;
	}
	all->conflicts += s.conflicts;
	all->halves += s.halves;
	all->silent += s.silent;
	all->gone += s.gone;
	all->late += s.late;
	all->dues += s.dues;
	all->stills += s.stills;
	all->losses += s.losses;
	all->removed += s.removed;
	tickets.given += broker.given;
	tickets.lost += broker.lost;
	tickets.doubled += broker.doubled;
	tickets.taken += broker.taken;
	tickets.back += broker.back;
	tickets.void_ones += broker.void_ones;
	free(broker.list);
	if (test_broken && getenv("SIMULATION_LOG"))
		fwrite(log.p, 1, log.len, stderr);
	digest_of(buf_span(&log), digest);
	buf_free(&log);
	sims_end(&s);
}

static void
worlds(void)
{
	struct sim sum = { 0 };
	static struct sims all;
	char digest[DIGEST_TEXT + 1];

	for (unsigned i = 0; i < seeds && !test_broken; i++)
		simulate(first + i, digest, &sum, &all);
	printf("# %u runs, %u attempts, %u events; %u kills, %u power "
	       "failures, %u times full, %u conflicts, %u breakers half "
	       "open, %u times unreachable, %u gone, %u late results, "
	       "%u starts of schedules, %u connections lost, %u directories "
	       "removed, %u stood still\n",
	    sum.runs, sum.begun, sum.sent, sum.kills, sum.deaths,
	    sum.full_times, all.conflicts, all.halves, all.silent, all.gone,
	    all.late, all.dues, all.losses, all.removed, all.stills);
	printf("# %u tickets: %u lost, %u doubled, %u taken, %u given back, "
	       "%u void\n",
	    tickets.given, tickets.lost, tickets.doubled, tickets.taken,
	    tickets.back, tickets.void_ones);
	EXPECT(sum.runs && sum.begun && sum.sent && all.conflicts);
	EXPECT(seeds < 10 ||
	    (all.silent && all.gone && all.late && all.dues && all.stills &&
		tickets.taken && tickets.lost && tickets.doubled &&
		tickets.back));
}

static void
same_log(void)
{
	struct sim sum = { 0 };
	static struct sims all;
	char one[DIGEST_TEXT + 1], two[DIGEST_TEXT + 1];

	for (uint64_t seed = first; seed < first + 3; seed++) {
		simulate(seed, one, &sum, &all);
		simulate(seed, two, &sum, &all);
		EXPECT_STR(one, two);
	}
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
	test("whatever several workers do to each other, nothing runs twice, "
	     "no run is lost, limits are kept, somebody is told, all runs end "
	     "or "
	     "are held",
	    worlds);
	test("the same seed has the same log", same_log);
	scratch_end();
	return test_done();
}
