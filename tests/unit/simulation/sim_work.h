/*
 * sim_work: processes and events of a simulated world.
 */
#ifndef SIM_WORK_H
#define SIM_WORK_H

#include "simulation/sim.h"

static struct sim_work *
sim_find(struct sim *s, int64_t attempt)
{
	for (size_t i = s->n_work; i-- > 0;)
		if (s->work[i].attempt == attempt)
			return &s->work[i];
	return NULL;
}

static struct sim_work *
sim_add(struct sim *s, int64_t attempt, const char *place)
{
	s->work =
	    mem_grow(s->work, &s->cap_work, s->n_work + 1, sizeof *s->work);
	s->work[s->n_work] = (struct sim_work){ .attempt = attempt,
		.at = s->steady,
		.place = mem_dup(span_str(place)) };
	return &s->work[s->n_work++];
}

/* What is open in the store of a node: this attempt alone. */
struct sim_alone {
	int64_t attempt;
	size_t open;
	bool is_there;
};

static int
sim_alone_row(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct sim_alone *alone = arg;

	(void)e;
	alone->open += a->end == NULL || !*a->end;
	alone->is_there |= a->id == alone->attempt;
	return 0;
}

/* As a person says, or its time was over: whatever becomes of it. */
static bool
sim_is_lost(struct sim *s, int64_t attempt)
{
	const struct db_value v = db_int(attempt);
	struct err e;
	bool is;

	EXPECT(db_ask(&s->store.db, "SELECT ending FROM attempt WHERE id = $1",
		   &v, 1, &e) == 0);
	is = db_next(&s->store.db, &e) == 1 &&
	    span_eq(db_cell(&s->store.db, 0), SPAN("lost"));
	db_done(&s->store.db);
	return is;
}

/* It stands in the store before, and nothing else of its node is open or
 * alive, unless it was lost. */
static void
sim_check_begin(struct sim *s, int64_t attempt, const char *place)
{
	struct runner_attempt *a =
	    runner_attempts_find(&s->runner->attempts, attempt);
	struct sim_alone alone = { .attempt = attempt };
	struct err e;

	EXPECT(a != NULL);
	if (!a)
		return;
	EXPECT(flow_store_attempts(
		   &s->store, a->run, a->node, sim_alone_row, &alone, &e) == 0);
	EXPECT(alone.is_there && alone.open == 1);
	for (size_t i = 0; i < s->n_work; i++) {
		const struct sim_work *w = &s->work[i];

		if (w->is_event || strcmp(w->place, place))
			continue;
		EXPECT(w->attempt != attempt);
		if (w->over || sim_is_lost(s, w->attempt))
			continue;
		printf("# attempt %jd of %s while %jd is alive\n",
		    (intmax_t)attempt, place, (intmax_t)w->attempt);
		EXPECT(w->over);
	}
}

/* Does the node declare an output? All that do call it "total". */
static bool
sim_has_out(struct sim *s, int64_t attempt)
{
	struct runner_attempt *a =
	    runner_attempts_find(&s->runner->attempts, attempt);
	struct runner_run *run;
	struct err e;

	return a &&
	    runner_runs_get(&s->runner->runs, &s->store, a->run, &run, &e) ==
	    1 &&
	    run->plan->plan.flow.nodes[a->node].n_outs > 0;
}

/* How it will end, and when. */
static void
sim_fate(struct sim *s, struct sim_work *w, uint32_t timeout)
{
	static const int statuses[] = { 0, 0, 0, 0, 0, 0, 1, 2, 3, 65, 70, 75,
		75, 75, 126, 127 };
	unsigned n = s->calm ? 6 : sizeof statuses / sizeof *statuses;
	int64_t takes = (int64_t)sim_chance(s, 4) * sim_chance(s, 30000);

	w->kind = END_EXITED;
	w->status = statuses[sim_chance(s, n)];
	w->good_outs = s->calm || sim_chance(s, 8) != 0;
	if (!s->calm && sim_chance(s, 12) == 0)
		takes = 7200000; /* it hangs */
	if (!s->calm && sim_chance(s, 20) == 0) {
		w->kind = END_SIGNAL;
		w->status = 9;
	}
	if (!s->calm && sim_chance(s, 25) == 0)
		w->kind = END_LOST;
	if (timeout && takes > (int64_t)timeout * 1000) {
		takes = (int64_t)timeout * 1000 + 10000;
		w->kind = END_TIMEOUT;
	}
	w->ends = s->steady + takes;
}

static enum world_found
sim_begin(struct world *world, int64_t attempt,
    const struct world_attempt *what, struct world_end *end)
{
	struct sim *s = sim_of(world);
	const char *runs = strstr(what->dir, "/runs/");
	char place[256];
	struct sim_work *w;

	if (sim_dies(s))
		return WORLD_GOING;
	/* RUN/NODE/NUMBER */
	snprintf(place, sizeof place, "%s", runs ? runs + 6 : "?");
	*strrchr(place, '/') = '\0';
	sim_log(s, "begin %jd %s %s", (intmax_t)attempt, runs,
	    what->words->argv[0]);
	sim_check_begin(s, attempt, place);
	s->begun++;
	if (!s->calm && sim_chance(s, 60) == 0) {
		*end = (struct world_end){ .outcome = { .kind = END_NOT_BEGUN,
					       .status = 127 } };
		return sim_chance(s, 2) ? WORLD_NEVER : WORLD_ENDED;
	}
	w = sim_add(s, attempt, place);
	w->begun = true;
	w->has_out = sim_has_out(s, attempt);
	sim_fate(s, w, what->timeout);
	/* its shim may not have come so far yet */
	if (sim_dies(s))
		w->begun = sim_chance(s, 2);
	if (!w->begun)
		w->over = w->lost = true;
	return WORLD_GOING;
}

static void
sim_send(struct world *world, int64_t attempt, const char *targets,
    const char *target, struct span id, struct span event, uint32_t within)
{
	struct sim *s = sim_of(world);
	struct sim_work *w;
	char place[200];

	if (sim_dies(s))
		return;
	EXPECT(
	    id.len > 0 && id.len <= 128 && event.len > 0 && targets && target);
	snprintf(place, sizeof place, "%.*s", (int)id.len, id.p);
	sim_log(s, "send %jd to %s", (intmax_t)attempt, target);
	s->sent++;
	w = sim_find(s, attempt);
	if (w && attempt > 0) /* the same event, at whatever try */
		EXPECT_STR(place, w->place);
	w = sim_add(s, attempt, place);
	w->is_event = w->begun = true;
	w->kind = s->calm || sim_chance(s, 4) ? END_OK
	    : sim_chance(s, 4)                ? END_RETRY
					      : END_FAIL;
	w->ends = s->steady + (int64_t)sim_chance(s, 60000);
	if (!s->calm && sim_chance(s, 10) == 0) { /* the answer is lost */
		w->kind = END_RETRY;
		w->ends = s->steady + (within ? within : 600) * (int64_t)1000;
	}
	if (w->kind == END_OK && attempt < 0)
		names_add(&s->alarms, event);
}

static void
sim_outcome(struct sim *s, const struct sim_work *w, struct world_end *end)
{
	*end = (struct world_end){ .attempt = w->attempt,
		.found = WORLD_ENDED,
		.outcome = { .kind = w->kind,
		    .status = w->status,
		    .seconds = w->is_event ? -1 : 0 } };
	if (w->kind == END_LOST) {
		end->found = WORLD_LOST;
		return;
	}
	if (!w->has_out || w->kind != END_EXITED)
		return;
	free(s->out.value);
	free(s->out.name);
	s->out.name = mem_dup(SPAN("total"));
	s->out.value = mem_dup(w->good_outs ? SPAN("7") : SPAN("seven"));
	end->outcome.outs = &s->out;
	end->outcome.n_outs = 1;
}

static bool
sim_ended(struct world *world, struct world_end *end)
{
	struct sim *s = sim_of(world);

	if (sim_dies(s))
		return false;
	for (size_t i = 0; i < s->n_work; i++) {
		struct sim_work *w = &s->work[i];

		if (w->told || w->lost || w->ends > s->steady)
			continue;
		w->over = w->told = true;
		sim_outcome(s, w, end);
		sim_log(s, "ended %jd kind %d status %d", (intmax_t)w->attempt,
		    w->kind, w->status);
		return true;
	}
	return false;
}

static enum world_found
sim_look(struct world *world, int64_t attempt, const char *id, const char *dir,
    struct world_end *end)
{
	struct sim *s = sim_of(world);
	struct sim_work *w = sim_find(s, attempt);
	enum world_found found;

	(void)id;
	(void)dir;
	if (s->dead)
		return WORLD_GOING;
	*end = (struct world_end){ .attempt = attempt };
	if (!w)
		found = WORLD_NEVER;
	else if (!w->begun)
		found = WORLD_NEVER;
	else if (w->foreign > s->steady)
		found = WORLD_FOREIGN;
	else if (w->lost)
		found = WORLD_LOST;
	else if (w->ends <= s->steady) {
		w->over = w->told = true;
		sim_outcome(s, w, end);
		found = end->found;
	} else
		found = WORLD_GOING;
	if (found == WORLD_LOST)
		w->told = true;
	sim_log(s, "find %jd: %d", (intmax_t)attempt, (int)found);
	return found;
}

static void
sim_stop(struct world *world, int64_t attempt)
{
	struct sim *s = sim_of(world);
	struct sim_work *w = sim_find(s, attempt);

	if (sim_dies(s))
		return;
	sim_log(s, "stop %jd", (intmax_t)attempt);
	if (!w || w->over || w->ends <= s->steady)
		return;
	w->kind = END_CANCELLED;
	w->ends = s->steady + 1000;
}

/* All processes die with the machine: of those whose end was not on the disk
 * nobody knows it. */
static void
sim_power(struct sim *s)
{
	sim_log(s, "power fails");
	s->deaths++;
	for (size_t i = 0; i < s->n_work; i++) {
		struct sim_work *w = &s->work[i];

		if (w->is_event || w->over)
			continue;
		w->over = w->lost = true;
		if (w->begun && sim_chance(s, 20) == 0)
			w->foreign = s->steady + 200000;
	}
}

/* A runner that was not there does not know what the one before was told. */
static void
sim_forget(struct sim *s)
{
	for (size_t i = 0; i < s->n_work; i++)
		if (s->work[i].is_event)
			s->work[i].told = true; /* it is sent again */
}

#endif
