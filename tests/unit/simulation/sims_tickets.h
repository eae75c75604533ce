/*
 * sims_tickets: a broker of tickets for several workers: it loses some, gives
 * some twice or late, takes none for a while, is purged, and forgets who had
 * what; some workers have none.
 */
#ifndef SIMS_TICKETS_H
#define SIMS_TICKETS_H

#include "simulation/sims.h"

enum { SIMS_QUEUES = 64 };

struct sims_ticket {
	struct flow_ticket of;
	const char *class, *lane; /* owned by the broker */
	int64_t from;             /* steady: it does not come before */
	size_t worker;            /* who has it; SIMS_MAX: nobody */
	uint64_t number;
};

struct sims_want {
	char class[32], lane[32];
	unsigned n[SIMS_MAX];
};

/* What a worker sees of it. */
struct sims_tickets {
	struct world_tickets face; /* first */
	size_t worker;
	uint32_t life;
};

struct sims_broker {
	struct sims_tickets of[SIMS_MAX];
	struct sims_want wants[SIMS_QUEUES];
	size_t n_wants;
	struct sims_ticket *list; /* owned: in the order they came */
	size_t n, cap;
	uint64_t numbers;
	bool blocked;
	unsigned given, lost, doubled, taken, back, void_ones;
};

static struct sims_tickets *
sims_tickets_of(struct world_tickets *t)
{
	return (struct sims_tickets *)(void *)t;
}

static struct sims_want *
sims_want_of(struct sims_broker *b, const char *class, const char *lane)
{
	for (size_t i = 0; i < b->n_wants; i++)
		if (!strcmp(b->wants[i].class, class) &&
		    !strcmp(b->wants[i].lane, lane))
			return &b->wants[i];
	if (b->n_wants == SIMS_QUEUES)
		exit(2);
	snprintf(b->wants[b->n_wants].class, 32, "%s", class);
	snprintf(b->wants[b->n_wants].lane, 32, "%s", lane);
	return &b->wants[b->n_wants++];
}

static bool
sims_tickets_can(struct world_tickets *t, const char *class, const char *lane)
{
	(void)t;
	(void)class;
	(void)lane;
	return !sims_now->broker->blocked;
}

static void
sims_tickets_add(struct sims *s, const struct sims_want *w,
    const struct flow_ticket *of, int64_t from)
{
	struct sims_broker *b = s->broker;

	b->list = mem_grow(b->list, &b->cap, b->n + 1, sizeof *b->list);
	b->list[b->n++] = (struct sims_ticket){ *of, w->class, w->lane, from,
		SIMS_MAX, ++b->numbers };
}

static void
sims_tickets_give(struct world_tickets *t, const char *class, const char *lane,
    const struct flow_ticket *of)
{
	struct sims *s = sims_now;
	struct sims_broker *b = s->broker;
	const struct sim *one = &s->all[sims_tickets_of(t)->worker];
	const struct sims_want *w = sims_want_of(b, class, lane);

	b->given++;
	if (one->dead || b->blocked || (!s->calm && sims_chance(s, 10) == 0)) {
		b->lost++;
		return;
	}
	sims_tickets_add(s, w, of,
	    one->steady +
		(s->calm || sims_chance(s, 5) ? 0 : sims_chance(s, 90000)));
	if (s->calm || sims_chance(s, 10))
		return;
	b->doubled++;
	sims_tickets_add(s, w, of, one->steady + sims_chance(s, 60000));
}

static void
sims_tickets_want(
    struct world_tickets *t, const char *class, const char *lane, unsigned n)
{
	sims_want_of(sims_now->broker, class, lane)
	    ->n[sims_tickets_of(t)->worker] = n;
}

static bool
sims_tickets_next(struct world_tickets *t, struct flow_ticket_here *here)
{
	struct sims_broker *b = sims_now->broker;
	struct sims_tickets *me = sims_tickets_of(t);

	for (size_t i = 0; i < b->n; i++) {
		struct sims_ticket *at = &b->list[i];
		const struct sims_want *w =
		    sims_want_of(b, at->class, at->lane);
		unsigned has = 0;

		if (at->worker != SIMS_MAX ||
		    at->from > sims_now->all[me->worker].steady)
			continue;
		for (size_t k = 0; k < b->n; k++)
			has += b->list[k].worker == me->worker &&
			    b->list[k].class == at->class &&
			    b->list[k].lane == at->lane;
		if (has >= w->n[me->worker])
			continue;
		at->worker = me->worker;
		*here = (struct flow_ticket_here){ at->of,
			{ me->life, at->number }, at->class, at->lane };
		return true;
	}
	return false;
}

/* The place of one that it has; n where it is void. */
static size_t
sims_ticket_place(
    struct sims_tickets *me, const struct flow_ticket_handle handle)
{
	struct sims_broker *b = sims_now->broker;
	size_t i = 0;

	while (i < b->n &&
	    (handle.life != me->life || b->list[i].worker != me->worker ||
		b->list[i].number != handle.number))
		i++;
	b->void_ones += i == b->n;
	return i;
}

static void
sims_ticket_drop(struct sims_broker *b, size_t i)
{
	b->n--;
	memmove(b->list + i, b->list + i + 1, (b->n - i) * sizeof *b->list);
}

static void
sims_tickets_took(struct world_tickets *t, struct flow_ticket_handle handle)
{
	struct sims_broker *b = sims_now->broker;
	size_t i = sims_ticket_place(sims_tickets_of(t), handle);

	if (i == b->n || sims_now->all[sims_tickets_of(t)->worker].dead)
		return;
	sims_ticket_drop(b, i);
	b->taken++;
}

static void
sims_tickets_back(struct world_tickets *t, struct flow_ticket_handle handle)
{
	struct sims_broker *b = sims_now->broker;
	size_t i = sims_ticket_place(sims_tickets_of(t), handle);

	if (i == b->n)
		return;
	b->list[i].worker = SIMS_MAX;
	b->back++;
}

static const struct world_tickets_ops sims_tickets_ops = { sims_tickets_can,
	sims_tickets_give, sims_tickets_want, sims_tickets_next,
	sims_tickets_took, sims_tickets_back };

/* Its connection is another: what it had goes to others, and what it wants is not
 * known until it says so. */
static void
sims_tickets_again(struct sims *s, size_t worker, bool forgets)
{
	struct sims_broker *b = s->broker;

	if (!b)
		return;
	b->of[worker].life++;
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].worker == worker)
			b->list[i].worker = SIMS_MAX;
	for (size_t i = 0; forgets && i < b->n_wants; i++)
		b->wants[i].n[worker] = 0;
}

static void
sims_tickets_begin(struct sims *s, struct sims_broker *b)
{
	uint64_t kind = s->all[0].first_seed % 4;

	*b = (struct sims_broker){ 0 };
	if (kind == 0)
		return;
	s->broker = b;
	for (size_t i = 0; i < s->n; i++) {
		b->of[i] = (struct sims_tickets){ { &sims_tickets_ops }, i, 1 };
		if (kind != 1 || i)
			s->all[i].world.tickets = &b->of[i].face;
	}
}

static void
sims_tickets_faults(struct sims *s)
{
	struct sims_broker *b = s->broker;

	if (!b)
		return;
	switch (sims_chance(s, 60)) {
	case 0:
		b->blocked = !b->blocked;
		break;
	case 1:
		sims_tickets_again(s, sims_chance(s, (unsigned)s->n), false);
		break;
	case 2: /* purged */
		for (size_t i = b->n; i-- > 0;)
			if (b->list[i].worker == SIMS_MAX)
				sims_ticket_drop(b, i);
		break;
	default:
		break;
	}
}

#endif
