/*
 * part: what the batch does to the accounts of a part, in one transaction: locks
 * those that are not turned in their order, keeps their closing, turns them. It
 * may be done again, and by another.
 */
#ifndef PART_H
#define PART_H

#include "model.h"

enum { PART_FIND = 50, PART_LOCK, PART_TURN, PART_COMMIT };

static inline int
parts(const struct scenario *c)
{
	return c->whole ? 1 : ACCOUNTS;
}

/* Of the batch, one behind the other. */
static inline int
passes(const struct scenario *c)
{
	return c->passes_over && c->fault != NO_LAST_PASS ? 2 : 1;
}

static inline bool
in_part(const struct scenario *c, int part, int account)
{
	return c->whole || account == part % parts(c);
}

/* SELECT ... FOR UPDATE begins: these are not turned. */
static inline bool
part_find(const struct scenario *c, struct state *s)
{
	struct process *b = &s->process[BATCH];

	b->k = b->found = 0;
	for (int i = 0; i < ACCOUNTS; i++) {
		const struct row *r = visible(s, i, BATCH);

		if (in_part(c, b->part, i) && r->is && r->turned_to == 0)
			b->found |= (int16_t)(1 << i);
	}
	b->at = b->found ? PART_LOCK : PART_COMMIT;
	return says("looks for accounts of part", b->part);
}

/* One row of them, if it is still not turned. */
static inline bool
part_lock(const struct scenario *c, struct state *s)
{
	struct process *b = &s->process[BATCH];
	int i = c->fault == PART_BACKWARDS ? ACCOUNTS - 1 - b->k : b->k;

	if (b->found & 1 << i && !locked(s, i, BATCH)) {
		if (!c->passes_over || b->part >= parts(c))
			return false;
		b->found &= (int16_t) ~(1 << i);
	}
	if (++b->k == ACCOUNTS)
		b->at = PART_TURN;
	return says("locks", i);
}

static inline void
turn(struct row *r, int16_t closing)
{
	r->closed = 1;
	r->closing = closing;
	r->day = (int16_t)(r->day + r->next);
	r->next = 0;
	r->turned_to = 1;
}

/* UPDATE ... RETURNING, and INSERT of the closings: all of it is locked. */
static inline bool
part_turn(const struct scenario *c, struct state *s)
{
	struct process *b = &s->process[BATCH];

	for (int i = 0; i < ACCOUNTS; i++) {
		struct row *r = &s->account[i].made;

		if (!(b->found & 1 << i) || r->turned_to != 0)
			continue;
		turn(r, c->fault == CLOSES_BEFORE ? b->seen[0].day : r->day);
	}
	b->at = PART_COMMIT;
	return says("turns what it locked of part", b->part);
}

/* One step of the part; behind its end the batch is at next. */
static inline bool
part_step(const struct scenario *c, struct state *s, int next)
{
	struct process *b = &s->process[BATCH];

	switch (b->at) {
	case PART_FIND:
		if (c->fault == CLOSES_BEFORE && !c->whole)
			b->seen[0].day = s->account[b->part].now.day;
		return part_find(c, s);
	case PART_LOCK:
		return part_lock(c, s);
	case PART_TURN:
		return part_turn(c, s);
	default:
		end(s, BATCH, true);
		b->part++;
		goes_to(s, BATCH,
		    b->part < parts(c) * passes(c) ? PART_FIND : next);
		return says("commits part", b->part - 1);
	}
}

#endif
