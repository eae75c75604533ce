/*
 * epoch: postings of a system that reads balances and writes them back, and the
 * batch beside them.
 *
 * Its phase is the epoch: 0, all accounts have date 0; 1, they are turned; 2, all
 * have date 1. In 0 and 2 a posting goes by the phase and not by the date of an
 * account. It has the shared lock of its epoch until it ends; the batch raises the
 * epoch, then waits for the lock of the old one. So does a posting of epoch 1 that
 * opens an account, before it locks any: those of the old epoch would not see
 * that it is turned.
 */
#ifndef EPOCH_H
#define EPOCH_H

#include "single.h"

enum {
	E_READ = AT_BEGIN,
	E_SHARE,
	E_AGAIN,
	E_OLD,
	E_ID,
	E_LOCK,
	E_SELECT,
	E_WRITE,
	E_COMMIT,
	E_BEYOND
};

/* The date that a row has in that phase. */
static inline int
date_in(int epoch, const struct row *r)
{
	return epoch == 1 ? r->turned_to : epoch / 2;
}

/* pg_advisory_xact_lock_shared: behind whoever waits for it alone. */
static inline bool
epoch_share(struct state *s, int p)
{
	struct process *me = &s->process[p];

	if (s->wanted[me->epoch])
		return false;
	s->shared[me->epoch] |= (int16_t)(1 << p);
	me->at = E_AGAIN;
	return says("takes the shared lock of the epoch", -1);
}

static inline bool
opens_turned(const struct scenario *c, const struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	bool opens = false;

	for (int k = 0; k < g->n; k++)
		opens |= !visible(s, g->account[k], p)->is;
	return opens && s->process[p].epoch == 1;
}

static inline bool
epoch_again(const struct scenario *c, struct state *s, int p)
{
	struct process *me = &s->process[p];

	if (me->epoch == s->epoch || c->fault == READS_ONCE) {
		me->at = opens_turned(c, s, p) && c->fault != BORN_EARLY ? E_OLD
									 : E_ID;
		return says(
		    "reads the same epoch, and which accounts are there", -1);
	}
	end(s, p, false);
	goes_to(s, p, E_READ);
	return says("reads another epoch, starts over", -1);
}

/* The lock of the old epoch, for a moment. */
static inline bool
epoch_old(struct state *s, int p)
{
	if (s->shared[0])
		return false;
	s->process[p].at = E_ID;
	return says("has had the lock of the old epoch", -1);
}

/* SELECT ... FOR UPDATE of its accounts, in order; what is not there is opened. */
static inline bool
epoch_lock(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];
	int a = g->account[entry_of(c, p, me->k)];

	for (int i = 0; c->fault == LOCK_READS && me->k == 0 && i < g->n; i++)
		if (!me->seen[i].is)
			me->seen[i] = *visible(s, g->account[i], p);
	if (!visible(s, a, p)->is &&
	    !insert_account(s, p, a, (int16_t)((me->epoch + 1) / 2)))
		return false;
	if (!locked(s, a, p))
		return false;
	if (++me->k == g->n)
		me->at = E_SELECT;
	return says("locks", a);
}

/* SELECT: a statement of its own, which sees what those who had the locks did. */
static inline bool
epoch_select(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];

	for (int k = 0; k < g->n; k++)
		if (c->fault != LOCK_READS || !me->seen[k].is)
			me->seen[k] = *visible(s, g->account[k], p);
	me->at = E_WRITE;
	return says("reads its accounts", -1);
}

/* UPDATE of each account to what was computed. */
static inline bool
epoch_write(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];

	for (int k = 0; k < g->n; k++) {
		struct row *seen = &me->seen[k];
		struct row *r = &s->account[g->account[k]].made;
		int date = date_in(me->epoch, seen);

		if (g->date < date)
			return is_late(s, p);
		if (g->date > date + 1) {
			end(s, p, false);
			goes_to(s, p, E_BEYOND);
			return says("is beyond next, rolls back", -1);
		}
		*(g->date == date ? &seen->day : &seen->next) += g->amount[k];
		r->day = seen->day;
		r->next = seen->next;
		*seen = (struct row){ 0 };
	}
	me->at = E_COMMIT;
	return says("writes them back", -1);
}

static inline bool
epoch_beyond(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];

	for (int k = 0; k < g->n; k++) {
		const struct row *r = &s->account[g->account[k]].now;

		if (g->date > date_in(s->epoch, r) + 1 &&
		    (r->is || s->epoch != 1))
			return false;
	}
	goes_to(s, p, E_READ);
	return says("tries again", -1);
}

static inline bool
epoch_posting(const struct scenario *c, struct state *s, int p)
{
	switch (s->process[p].at) {
	case E_READ:
		s->process[p].epoch = s->epoch;
		s->process[p].at = E_SHARE;
		return says("reads the epoch", -1);
	case E_SHARE:
		return epoch_share(s, p);
	case E_AGAIN:
		return epoch_again(c, s, p);
	case E_OLD:
		return epoch_old(s, p);
	case E_ID:
		return insert_id(c, s, p, E_LOCK);
	case E_LOCK:
		return epoch_lock(c, s, p);
	case E_SELECT:
		return epoch_select(c, s, p);
	case E_WRITE:
		return epoch_write(c, s, p);
	case E_BEYOND:
		return epoch_beyond(c, s, p);
	default:
		return commits(s, p);
	}
}

enum {
	EB_LOOK = AT_BEGIN,
	EB_FLIP,
	EB_ASK,
	EB_WAIT,
	EB_BACK,
	EB_BACK_ASK,
	EB_BACK_WAIT
};

/* Where it goes on, perhaps behind a crash. */
static inline bool
batch_look(const struct scenario *c, struct state *s)
{
	struct process *b = &s->process[BATCH];

	if (s->epoch == 0)
		b->at = c->fault == BARRIER_FIRST ? EB_ASK : EB_FLIP;
	else if (s->epoch == 1)
		b->at = c->fault == NO_BARRIER_AGAIN ? PART_FIND : EB_ASK;
	else
		b->at = EB_BACK_ASK;
	return says("looks at the epoch", -1);
}

static inline bool
batch_raise(struct state *s, int next)
{
	s->epoch++;
	s->process[BATCH].at = (int16_t)next;
	return says("raises the epoch", -1);
}

/* pg_advisory_lock: it stands in the queue, */
static inline bool
batch_ask(struct state *s, int epoch, int next)
{
	s->wanted[epoch] = BATCH + 1;
	s->process[BATCH].at = (int16_t)next;
	return says("asks for the lock of an epoch", -1);
}

/* has it when nobody shares it, and gives it back. */
static inline bool
batch_wait(struct state *s, int epoch, int next)
{
	if (s->shared[epoch])
		return false;
	s->wanted[epoch] = NOBODY;
	s->process[BATCH].at = (int16_t)next;
	return says("has had it", -1);
}

static inline bool
epoch_batch(const struct scenario *c, struct state *s)
{
	struct process *b = &s->process[BATCH];
	bool first = c->fault == BARRIER_FIRST;
	int old = c->fault == NEW_BARRIER;

	switch (b->at) {
	case EB_LOOK:
		return batch_look(c, s);
	case EB_FLIP:
		return batch_raise(
		    s, first || c->fault == NO_BARRIER ? PART_FIND : EB_ASK);
	case EB_ASK:
		return batch_ask(s, old, EB_WAIT);
	case EB_WAIT:
		return batch_wait(
		    s, old, first && s->epoch == 0 ? EB_FLIP : PART_FIND);
	case EB_BACK:
		return batch_raise(s, EB_BACK_ASK);
	case EB_BACK_ASK:
		return batch_ask(s, 1, EB_BACK_WAIT);
	case EB_BACK_WAIT:
		return batch_wait(s, 1, AT_DONE);
	}
	if (c->fault == BACK_EARLY && s->epoch == 1 && b->at == PART_FIND &&
	    b->part == parts(c) / 2)
		return batch_raise(s, PART_FIND);
	return part_step(c, s, s->epoch == 2 ? AT_DONE : EB_BACK);
}

#endif
