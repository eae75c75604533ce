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
			    strcmp(w->place, place))
				continue;
			printf("# seed %ju: %s begins at worker %zu while "
			       "%jd is alive at worker %zu\n",
			    (uintmax_t)one->first_seed, place,
			    (size_t)(one - s->all), (intmax_t)w->attempt, i);
			EXPECT(w->over);
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
	EXPECT(runner_attempts_find(&rows->one->runner->attempts, a->id) !=
	    NULL);
	rows->n++;
	return 0;
}

/* What the store has of it is what it has in memory. */
static void
sims_check_turn(struct sims *s, size_t i)
{
	struct sim *one = &s->all[i];
	struct sims_rows rows = { .one = one };
	struct err e;

	if (!one->runner || one->dead || one->runner->stale)
		return;
	EXPECT(flow_store_attempts_open(
		   &one->store, sims_open_row, &rows, &e) == 0);
	EXPECT(rows.n == one->runner->attempts.n);
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
}

#endif
