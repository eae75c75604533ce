/*
 * single: postings that decide by the date of the account within the statement
 * that changes it, and the batch beside them.
 */
#ifndef SINGLE_H
#define SINGLE_H

#include "part.h"

enum {
	S_ID = AT_BEGIN,
	S_FIND,
	S_CHANGE,
	S_WHY,
	S_OPEN,
	S_INSERT,
	S_COMMIT,
	S_BEYOND
};

/* UPDATE account ... WHERE it is that one and the date fits: begins. */
static inline bool
single_find(const struct scenario *c, struct state *s, int p)
{
	struct process *me = &s->process[p];
	int a = c->posting[p].account[entry_of(c, p, me->k)];
	const struct row *r = visible(s, a, p);

	if (!fits(r, c->posting[p].date)) {
		me->at = S_WHY;
		return says("finds no row to change of", a);
	}
	if (c->fault == DECIDES_BEFORE || c->fault == WRITES_BACK)
		me->seen[0] = *r;
	me->at = S_CHANGE;
	return says("begins to change", a);
}

/* Which row decides, and what is added to. */
static inline void
single_add(const struct scenario *c, struct row *r, const struct row *seen,
    int date, int16_t amount)
{
	const struct row *by =
	    c->fault == DECIDES_BEFORE || c->fault == WRITES_BACK ? seen : r;
	int16_t day = c->fault == WRITES_BACK ? seen->day : r->day;
	int16_t next = c->fault == WRITES_BACK ? seen->next : r->next;

	if (date == by->turned_to)
		r->day = (int16_t)(day + amount);
	else
		r->next = (int16_t)(next + amount);
}

/* It has the lock, or waits: the row as it is now has to fit. */
static inline bool
single_change(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];
	int k = entry_of(c, p, me->k), a = g->account[k];
	struct account *to = &s->account[a];
	bool had = to->owner == p + 1;

	if (!locked(s, a, p))
		return false;
	if (!fits(&to->made, g->date) && c->fault != DECIDES_BEFORE &&
	    c->fault != WRITES_BACK) {
		if (!had) {
			to->owner = NOBODY;
			to->made = (struct row){ 0 };
		}
		me->at = S_WHY;
		return says("has nothing to change any more of", a);
	}
	single_add(c, &to->made, &me->seen[0], g->date, g->amount[k]);
	me->seen[0] = (struct row){ 0 };
	me->at = ++me->k < g->n ? S_FIND : S_COMMIT;
	if (c->fault == IN_HALVES && me->at == S_FIND) {
		int16_t next = me->k;

		end(s, p, true);
		goes_to(s, p, S_FIND);
		me->k = next;
	}
	return says("changes", a);
}

/* SELECT turned_to: why was there no row? */
static inline bool
single_why(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];
	int a = g->account[entry_of(c, p, me->k)];
	const struct row *r = visible(s, a, p);

	if (!r->is)
		me->at = S_OPEN;
	else if (g->date < r->turned_to)
		return is_late(s, p);
	else if (fits(r, g->date))
		me->at = S_FIND;
	else {
		end(s, p, false);
		goes_to(s, p, S_BEYOND);
	}
	return says("looks why at", a);
}

/* SELECT ... FOR SHARE of the row that tells which date is turned to. */
static inline bool
single_open(const struct scenario *c, struct state *s, int p)
{
	struct process *me = &s->process[p];

	if (c->fault != BORN_LOOSE) {
		if (s->turn_owner != NOBODY)
			return false;
		s->turn_shared |= (int16_t)(1 << p);
	}
	me->born = c->fault == BORN_OPEN ? 0 : s->turn_now;
	me->at = S_INSERT;
	return says("reads and locks which date is turned to", -1);
}

/* INSERT ... ON CONFLICT DO NOTHING. */
static inline bool
insert_account(struct state *s, int p, int a, int16_t born)
{
	struct account *to = &s->account[a];

	if (to->owner != NOBODY && !to->now.is)
		return false;
	if (!to->now.is) {
		to->owner = (int16_t)(p + 1);
		to->made = (struct row){ .is = 1, .turned_to = born };
	}
	return true;
}

static inline bool
single_insert(const struct scenario *c, struct state *s, int p)
{
	struct process *me = &s->process[p];
	int a = c->posting[p].account[entry_of(c, p, me->k)];

	if (!insert_account(s, p, a, me->born))
		return false;
	me->born = 0;
	me->at = S_FIND;
	return says("opens", a);
}

/* Again when the accounts are there: sooner has the same outcome. */
static inline bool
single_beyond(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];

	for (int k = 0; k < g->n; k++) {
		const struct row *r = &s->account[g->account[k]].now;

		if (g->date > (r->is ? r->turned_to : s->turn_now) + 1)
			return false;
	}
	goes_to(s, p, S_ID);
	return says("tries again", -1);
}

static inline bool
single_posting(const struct scenario *c, struct state *s, int p)
{
	switch (s->process[p].at) {
	case S_ID:
		return insert_id(c, s, p, S_FIND);
	case S_FIND:
		return single_find(c, s, p);
	case S_CHANGE:
		return single_change(c, s, p);
	case S_WHY:
		return single_why(c, s, p);
	case S_OPEN:
		return single_open(c, s, p);
	case S_INSERT:
		return single_insert(c, s, p);
	case S_BEYOND:
		return single_beyond(c, s, p);
	default:
		return commits(s, p);
	}
}

enum { SB_TURN = AT_BEGIN, SB_COMMIT };

/* UPDATE of the date that is turned to: waits for those who open accounts. */
static inline bool
single_batch(const struct scenario *c, struct state *s)
{
	struct process *b = &s->process[BATCH];

	switch (b->at) {
	case SB_TURN:
		if (s->turn_shared)
			return false;
		s->turn_owner = BATCH + 1;
		s->turn_made = 1;
		b->at = SB_COMMIT;
		return says("sets the date that is turned to", -1);
	case SB_COMMIT:
		end(s, BATCH, true);
		goes_to(s, BATCH, PART_FIND);
		return says("commits it", -1);
	default:
		return part_step(c, s, AT_DONE);
	}
}

#endif
