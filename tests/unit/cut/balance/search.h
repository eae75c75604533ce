/*
 * search: all schedules of a scenario, depth first. A state that was met before is
 * not entered again; how many schedules lead on from it is kept with it.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include <stdlib.h>

#include "epoch.h"
#include "set.h"
#include "test.h"

enum { DEPTH_MAX = 200 };

/* One step of a process; false where it has to wait. */
typedef bool form(const struct scenario *, struct state *, int process);

struct met {
	uint64_t known[2]; /* of the state: 128 bits of it */
	uint64_t ways; /* schedules from it to the end, UINT64_MAX: that many
	                    * or more; 0: still under way */
};

struct search {
	const struct scenario *scenario;
	form *step;
	struct met *met; /* owned; cap a power of two */
	size_t cap, n;
	uint64_t scenarios, states, ways; /* so far */
	int path[DEPTH_MAX]; /* processes; those that die + PROCESSES */
	int depth;
	const char *wrong; /* what was found, NULL: nothing */
};

static inline uint64_t
plus(uint64_t a, uint64_t b)
{
	return a + b < a ? UINT64_MAX : a + b;
}

static inline void
known_as(const struct state *s, uint64_t known[2])
{
	const unsigned char *p = (const unsigned char *)s;
	uint64_t a = 1, b = 2, w;

	for (size_t i = 0; i < sizeof *s; i += sizeof w) {
		w = 0;
		memcpy(&w, p + i,
		    sizeof *s - i < sizeof w ? sizeof *s - i : sizeof w);
		a = (a ^ w) * 0x9e3779b97f4a7c15u;
		b = (b + w) * 0xc2b2ae3d27d4eb4fu;
		a ^= a >> 29;
		b ^= b >> 31;
	}
	known[0] = a | 1; /* 0: an empty place */
	known[1] = b;
}

/* Its place, or the one where it goes. */
static inline struct met *
met_at(struct search *q, const uint64_t known[2])
{
	size_t i = known[1] & (q->cap - 1);

	while (q->met[i].known[0] &&
	    (q->met[i].known[0] != known[0] || q->met[i].known[1] != known[1]))
		i = (i + 1) & (q->cap - 1);
	return &q->met[i];
}

static inline void
met_grow(struct search *q)
{
	struct met *old = q->met;
	size_t cap = q->cap;

	q->cap = cap ? 2 * cap : 1 << 12;
	q->met = calloc(q->cap, sizeof *q->met);
	if (!q->met)
		abort();
	for (size_t i = 0; i < cap; i++)
		if (old[i].known[0])
			*met_at(q, old[i].known) = old[i];
	free(old);
}

/* What was posted, by date, to an account. */
static inline void
posted(const struct search *q, const struct state *s, int account, int sum[3])
{
	bool seen[POSTINGS] = { false };

	sum[0] = sum[1] = sum[2] = 0;
	for (int p = 0; p < POSTINGS; p++) {
		const struct posting *g = &q->scenario->posting[p];

		if (!s->id[g->id].is || seen[g->id])
			continue;
		seen[g->id] = true;
		for (int k = 0; k < g->n; k++)
			if (g->account[k] == account)
				sum[g->date] += g->amount[k];
	}
}

/* What is committed says exactly what was posted, in each state. */
static inline const char *
wrong_row(const struct search *q, const struct state *s, int account)
{
	const struct row *r = &s->account[account].now;
	int sum[3], opening = account < 2 ? OPENING : 0;

	posted(q, s, account, sum);
	if (!r->is)
		return sum[0] || sum[1] || sum[2] ? "an entry has no account"
						  : NULL;
	if (r->day + r->next != opening + sum[0] + sum[1] + sum[2])
		return "an entry is lost, or there twice";
	if (r->closed && r->closing != opening + sum[0])
		return "the closing is not the opening and the entries of its "
		       "date";
	if (r->turned_to == 0
		? r->day != opening + sum[0] || r->next != sum[1]
		: r->day != opening + sum[0] + sum[1] || r->next != sum[2])
		return "an entry is in the wrong day";
	return NULL;
}

static inline const char *
wrong_end(const struct search *q, const struct state *s)
{
	for (int i = 0; i < ACCOUNTS; i++)
		if (s->account[i].now.is && s->account[i].now.turned_to != 1)
			return "an account is left with the date that was "
			       "closed";
	for (int p = 0; p < POSTINGS; p++) {
		const struct posting *g = &q->scenario->posting[p];

		if (s->process[p].at == AT_LATE ? g->date != 0
						: !s->id[g->id].is)
			return "a posting was refused, or lost";
	}
	return NULL;
}

static inline const char *
wrong_step(
    const struct search *q, const struct state *before, const struct state *s)
{
	for (int i = 0; i < ACCOUNTS; i++) {
		const struct row *old = &before->account[i].now;
		const struct row *r = &s->account[i].now;
		const char *wrong = wrong_row(q, s, i);

		if (wrong)
			return wrong;
		if (old->closed && (!r->closed || r->closing != old->closing))
			return "a closing is overwritten";
	}
	return NULL;
}

/* A process may be killed wherever it is in its work, and a client may not hear
 * of its commit: it begins again. */
static inline bool
dies(struct state *s, int p)
{
	int at = s->process[p].at;

	if (s->deaths == 0 || at == AT_BEGIN ||
	    (ended(&s->process[p]) && (p == BATCH || at != AT_DONE)))
		return false;
	s->deaths--;
	end(s, p, false);
	s->process[p] = (struct process){ .at = AT_BEGIN };
	return says("is killed, begins again", -1);
}

/* Does that action; false where it cannot be. */
static inline bool
act(const struct search *q, struct state *s, int action)
{
	int p = action % PROCESSES;

	if (action >= PROCESSES)
		return dies(s, p);
	return !ended(&s->process[p]) && q->step(q->scenario, s, p);
}

static uint64_t visit(struct search *, const struct state *);

/* All that can be next. */
static inline uint64_t
go_on(struct search *q, const struct state *s)
{
	uint64_t ways = 0;
	bool steps = false, all_ended = true;

	for (int p = 0; p < PROCESSES; p++)
		all_ended &= ended(&s->process[p]);
	if (all_ended) {
		q->wrong = wrong_end(q, s);
		ways = 1;
	}
	for (int action = 0; !q->wrong && action < 2 * PROCESSES; action++) {
		struct state next = *s;

		if (!act(q, &next, action))
			continue;
		steps |= action < PROCESSES;
		q->path[q->depth++] = action;
		q->wrong = wrong_step(q, s, &next);
		if (!q->wrong)
			ways = plus(ways, visit(q, &next));
		if (!q->wrong)
			q->depth--;
	}
	if (!q->wrong && !steps && !all_ended)
		q->wrong = "each waits for another, for ever";
	return ways;
}

static uint64_t
visit(struct search *q, const struct state *s)
{
	uint64_t known[2], ways;
	struct met *m;

	known_as(s, known);
	m = met_at(q, known);
	if (m->known[0]) {
		if (!m->ways)
			q->wrong = "it goes round in a circle";
		return m->ways;
	}
	if (q->depth == DEPTH_MAX - 1) {
		q->wrong = "it does not end";
		return 0;
	}
	*m = (struct met){ .known = { known[0], known[1] } };
	if (++q->n > q->cap / 2)
		met_grow(q);
	ways = go_on(q, s);
	met_at(q, known)->ways = ways;
	return ways;
}

static inline struct state
beginning(const struct scenario *c)
{
	struct state s;

	memset(&s, 0, sizeof s);
	s.deaths = c->deaths;
	for (int i = 0; i < 2; i++)
		s.account[i].now = (struct row){ .is = 1, .day = OPENING };
	return s;
}

/* The schedule that was found, from its beginning. */
static inline void
print_schedule(const struct search *q)
{
	struct state s = beginning(q->scenario);

	model_tells = true;
	for (int i = 0; i < q->depth; i++) {
		int p = q->path[i] % PROCESSES;

		act(q, &s, q->path[i]);
		printf("#   %s %c: %s\n", p == BATCH ? "batch" : "posting",
		    p == BATCH ? ' ' : '1' + p, model_said);
	}
	model_tells = false;
	printf("#   %s\n", q->wrong);
}

/* True if no schedule of it is wrong. */
static inline bool
search(struct search *q, const struct scenario *c)
{
	struct state s = beginning(c);

	if (!q->met)
		met_grow(q);
	memset(q->met, 0, q->cap * sizeof *q->met);
	q->scenario = c;
	q->n = 0;
	q->depth = 0;
	q->wrong = NULL;
	q->ways = plus(q->ways, visit(q, &s));
	q->states += q->n;
	q->scenarios++;
	return !q->wrong;
}

#endif
