/*
 * sim_check: what has to be so in a simulated world, behind each turn and in
 * the end.
 */
#ifndef SIM_CHECK_H
#define SIM_CHECK_H

#include "simulation/sim.h"

enum { SIM_LIMIT_0 = 2, SIM_LIMIT_1 = 3 }; /* of the classes, in each lane */

static int
sim_open_row(void *arg, const struct flow_store_attempt *a, struct err *e)
{
	struct sim *s = arg;

	(void)e;
	EXPECT(runner_attempts_find(&s->runner->attempts, a->id) != NULL);
	s->work_open++;
	return 0;
}

static size_t
sim_limit(const struct runner_class *c)
{
	if (c->limit >= 0)
		return (size_t)c->limit;
	return strcmp(c->name, "c0") ? SIM_LIMIT_1 : SIM_LIMIT_0;
}

/* Places are as many as attempts have, and no more are taken where there are
 * too many. */
static void
sim_check_lane(struct sim *s, struct runner_lane *l)
{
	struct runner_attempt *a = NULL;
	size_t n = 0;
	bool runs = !strcmp(l->name, RUNNER_LANE_RUNS);

	while ((a = runner_attempts_next(&s->runner->attempts, a)))
		n += a->lane == l;
	if (!runs)
		EXPECT(n == l->under_way);
	else
		EXPECT(l->under_way < 1000);
	if (l->of->own || l->under_way <= sim_limit(l->of))
		return;
	for (size_t i = 0; i < s->n_over; i++)
		if (s->over[i].lane == l) {
			EXPECT(l->under_way <= s->over[i].n ||
			    (runs && s->redone));
			return;
		}
	/* a person may have a run that ended go on, which needs its place; or */
	/* a limit that was made smaller, or a runner that found them so */
	EXPECT(s->limits_changed);
}

static void
sim_note_lanes(struct sim *s)
{
	s->n_over = 0;
	for (struct runner_class *c = s->runner->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			if (s->n_over < 64) {
				s->over[s->n_over].lane = l;
				s->over[s->n_over++].n = l->under_way;
			}
	s->limits_changed = s->redone = false;
}

static inline void
sim_check_turn(struct sim *s)
{
	struct err e;

	if (s->dead || s->runner->stale)
		return;
	s->work_open = 0;
	EXPECT(flow_store_attempts_open(&s->store, sim_open_row, s, &e) == 0);
	EXPECT(s->work_open == s->runner->attempts.n);
	for (struct runner_class *c = s->runner->places.classes; c; c = c->next)
		for (struct runner_lane *l = c->lanes; l; l = l->next)
			sim_check_lane(s, l);
	sim_note_lanes(s);
}

static bool
sim_waits_for_person(const struct run *run)
{
	if (run->state == RUN_HELD)
		return true;
	for (size_t i = 0; i < run->plan->flow.n_nodes; i++) {
		const struct run_node *n = &run->nodes[i];

		if (n->state == NODE_HELD || n->hold ||
		    (n->state == NODE_WAITING && n->waits == WAITS_PERSON))
			return true;
	}
	return false;
}

/* A run of its node that has not ended: that one is looked at itself. */
static bool
sim_runs_others(struct sim *s, const struct run *run)
{
	struct flow_store_places open = { 0 };
	bool is = false;
	struct err e;

	for (size_t i = 0; i < run->plan->flow.n_nodes && !is; i++) {
		if (run->nodes[i].state != NODE_RUNNING)
			continue;
		EXPECT(flow_store_children_open(&s->store, run->id, i,
			   run->nodes[i].attempts, 1, &open, &e) == 0);
		is = open.n > 0;
	}
	free(open.list);
	return is;
}

/* Was somebody told that the node is held? */
static bool
sim_was_told(struct sim *s, const struct run *run, size_t node)
{
	struct buf flow = { 0 }, want = { 0 };
	bool is = false;

	runner_flow_name(run->plan->flow.path, &flow);
	buf_byte(&flow, '\0');
	buf_printf(
	    &want, "\"node\":\"%s\"%c", run->plan->flow.nodes[node].name, '\0');
	for (size_t i = 0; i < s->alarms.n && !is; i++) {
		char *text = mem_dup(s->alarms.list[i]);

		is = strstr(text, flow.p) && strstr(text, want.p);
		free(text);
	}
	buf_free(&flow);
	buf_free(&want);
	return is;
}

static void
sim_check_run(struct sim *s, const struct run *run)
{
	bool good = run_has_ended(run->state) || sim_waits_for_person(run) ||
	    sim_runs_others(s, run) || run->state == RUN_WAITING;

	if (!good) {
		printf("# seed %ju: run %jd is %s\n", (uintmax_t)s->first_seed,
		    (intmax_t)run->id, run_state_name(run->state));
		for (size_t i = 0; i < run->plan->flow.n_nodes; i++)
			printf("#   %s is %s, waits %s, wake %jd, why %s\n",
			    run->plan->flow.nodes[i].name,
			    node_state_name(run->nodes[i].state),
			    node_waits_name(run->nodes[i].waits),
			    (intmax_t)run->nodes[i].wake,
			    run->nodes[i].why ? run->nodes[i].why : "-");
	}
	EXPECT(good);
	if (run->state != RUN_GOING)
		return;
	for (size_t i = 0; i < run->plan->flow.n_nodes; i++)
		if (run->nodes[i].state == NODE_HELD && !run->nodes[i].hold) {
			bool told = sim_was_told(s, run, i);

			if (!told)
				printf("# run %jd, %s: %s\n", (intmax_t)run->id,
				    run->plan->flow.nodes[i].name,
				    run->nodes[i].why);
			EXPECT(told);
		}
}

static void
sim_check_starts(struct sim *s, const struct names *keys)
{
	for (size_t i = 0; i < s->n_orders; i++) {
		const struct sim_order *o = &s->orders[i];
		size_t n = 0;

		if (strcmp(o->words.argv[0], "start"))
			continue;
		for (size_t k = 0; k < keys->n; k++)
			n += span_eq(keys->list[k], span_str(o->id));
		EXPECT(o->answered);
		if (n != (o->status == ST_OK))
			printf("# seed %ju: %s is %zu runs: %s\n",
			    (uintmax_t)s->first_seed, o->id, n, o->text);
		EXPECT(n == (o->status == ST_OK));
	}
}

/* Every run ended or waits for a person, who was told; each start is one run. */
static void
sim_check_end(struct sim *s)
{
	struct names keys = { 0 };
	struct runner_run *of;
	struct err e;
	unsigned holes = 0;
	size_t owed;

	for (int64_t id = 1; holes < 500; id++) {
		int got =
		    runner_runs_get(&s->runner->runs, &s->store, id, &of, &e);

		EXPECT(got >= 0);
		holes = got == 1 ? 0 : holes + 1;
		if (got != 1)
			continue;
		sim_check_run(s, &of->run);
		s->runs++;
		if (!of->run.origin.parent && !of->run.origin.schedule)
			names_add(&keys, span_str(of->run.params[0]));
	}
	sim_check_starts(s, &keys);
	EXPECT(flow_store_alarms_count(&s->store, &owed, &e) == 0);
	EXPECT(owed == 0);
	EXPECT(s->runner->attempts.n == 0);
	names_free(&keys);
}

#endif
