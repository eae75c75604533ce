/*
 * set: postings as recon-cut has them in PostgreSQL, and its batch beside them.
 *
 * A posting of one account is one statement: the account changes if its date fits
 * and the id is not there, then the id is inserted, or all of it fails. Any other,
 * or where that did nothing, locks its accounts in their order, decides by what they
 * have then, holds the date that is turned to while it opens any, and inserts its id
 * last; where another has opened one meanwhile, or inserted the id, it is all done
 * again. The batch first passes over what others have locked, then waits.
 */
#ifndef SET_H
#define SET_H

#include "single.h"

enum {
	C_ONCE = AT_BEGIN,
	C_ONCE_CHANGE,
	C_ONCE_ID,
	C_FIND,
	C_LOCK,
	C_DECIDE,
	C_HOLD,
	C_WRITE,
	C_MAKE,
	C_ID,
	C_COMMIT,
	C_BEYOND
};

/* UPDATE ... WHERE the date fits AND NOT EXISTS its id: begins. */
static inline bool
set_once(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	bool does = g->n == 1 && !s->id[g->id].is &&
	    fits(visible(s, g->account[0], p), g->date);

	s->process[p].at = does ? C_ONCE_CHANGE : C_FIND;
	return says(does ? "begins to change" : "finds nothing to change of",
	    g->account[0]);
}

static inline void
set_add(const struct posting *g, struct row *r, int k)
{
	if (g->date == r->turned_to)
		r->day = (int16_t)(r->day + g->amount[k]);
	else
		r->next = (int16_t)(r->next + g->amount[k]);
}

static inline bool
set_once_change(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	int a = g->account[0];

	if (!locked(s, a, p))
		return false;
	if (!fits(&s->account[a].made, g->date)) {
		end(s, p, false);
		goes_to(s, p, C_FIND);
		return says("has nothing to change any more of", a);
	}
	set_add(g, &s->account[a].made, 0);
	s->process[p].at = C_ONCE_ID;
	return says("changes", a);
}

/* INSERT of the id, which is unique: all fails where it is there. */
static inline bool
set_id(const struct scenario *c, struct state *s, int p)
{
	int id = c->posting[p].id;

	if (c->fault != LOOKS_FOR_ID) {
		if (s->id[id].owner != NOBODY)
			return false;
		if (s->id[id].is) {
			end(s, p, false);
			goes_to(s, p, C_FIND);
			return says("can not insert its id, begins again", -1);
		}
	}
	s->id[id].owner = (int16_t)(p + 1);
	s->process[p].at = C_COMMIT;
	return says("inserts its id", -1);
}

/* SELECT ... FOR UPDATE of its accounts, and of its id: these are there. */
static inline bool
set_find(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];

	me->knows = s->id[g->id].is;
	for (int k = 0; k < g->n; k++) {
		const struct row *r = visible(s, g->account[k], p);

		if (r->is)
			me->found |= (int16_t)(1 << k);
		if (r->is && c->fault == LOCK_READS)
			me->seen[k] = *r;
	}
	me->at = C_LOCK;
	return says("looks for its accounts and its id", -1);
}

/* One of them, which it reads as it is then. */
static inline bool
set_lock(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];
	int k = entry_of(c, p, me->k), a = g->account[k];

	if (me->found & 1 << k) {
		if (!locked(s, a, p))
			return false;
		if (c->fault != LOCK_READS)
			me->seen[k] = s->account[a].made;
	}
	if (++me->k == g->n)
		me->at = C_DECIDE;
	return says("has locked", a);
}

static inline bool
all_found(const struct posting *g, const struct process *me)
{
	return me->found == (1 << g->n) - 1;
}

static inline bool
set_decide(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];

	if (me->knows) {
		end(s, p, false);
		goes_to(s, p, AT_REPEATED);
		return says("has found its id, was done before", -1);
	}
	if (!all_found(g, me) && !(s->turn_shared & 1 << p)) {
		me->at = C_HOLD;
		return says("has to open an account", -1);
	}
	for (int k = 0; k < g->n; k++) {
		int date =
		    me->found & 1 << k ? me->seen[k].turned_to : me->born;

		if (g->date < date)
			return is_late(s, p);
		if (g->date > date + 1) {
			end(s, p, false);
			goes_to(s, p, C_BEYOND);
			return says("is beyond next, rolls back", -1);
		}
	}
	me->k = 0;
	me->at = C_WRITE;
	return says("decides", -1);
}

/* A lock that it shares with others, and the date that is turned to. */
static inline bool
set_hold(const struct scenario *c, struct state *s, int p)
{
	struct process *me = &s->process[p];

	if (s->turn_owner != NOBODY && c->fault != BORN_LOOSE)
		return false;
	s->turn_shared |= (int16_t)(1 << p);
	me->born = c->fault == BORN_OPEN ? 0 : s->turn_now;
	me->at = C_DECIDE;
	return says("holds and reads which date is turned to", -1);
}

static inline bool
set_write(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];

	for (int k = 0; k < g->n; k++) {
		struct row *r = &s->account[g->account[k]].made;

		if (!(me->found & 1 << k))
			continue;
		if (c->fault == LOCK_READS) {
			r->day = me->seen[k].day;
			r->next = me->seen[k].next;
		}
		set_add(g, r, k);
	}
	me->at = all_found(g, me) ? C_ID : C_MAKE;
	return says("changes what it has locked", -1);
}

/* INSERT of the one that was not there: it has a key, too. */
static inline bool
set_make(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];
	struct process *me = &s->process[p];
	int k = me->found & 1 ? 1 : 0, a = g->account[k];
	struct account *to = &s->account[a];

	if (to->owner != NOBODY && !to->now.is)
		return false;
	if (to->now.is && c->fault != MADE_BLINDLY) {
		end(s, p, false);
		goes_to(s, p, C_FIND);
		return says("can not open, begins again:", a);
	}
	if (!to->now.is) {
		insert_account(s, p, a, me->born);
		set_add(g, &to->made, k);
	}
	me->at = C_ID;
	return says("opens", a);
}

static inline bool
set_beyond(const struct scenario *c, struct state *s, int p)
{
	const struct posting *g = &c->posting[p];

	for (int k = 0; k < g->n; k++) {
		const struct row *r = &s->account[g->account[k]].now;

		if (g->date > (r->is ? r->turned_to : s->turn_now) + 1)
			return false;
	}
	goes_to(s, p, C_ONCE);
	return says("tries again", -1);
}

static inline bool
set_posting(const struct scenario *c, struct state *s, int p)
{
	switch (s->process[p].at) {
	case C_ONCE:
		return set_once(c, s, p);
	case C_ONCE_CHANGE:
		return set_once_change(c, s, p);
	case C_ONCE_ID:
	case C_ID:
		return set_id(c, s, p);
	case C_FIND:
		return set_find(c, s, p);
	case C_LOCK:
		return set_lock(c, s, p);
	case C_DECIDE:
		return set_decide(c, s, p);
	case C_HOLD:
		return set_hold(c, s, p);
	case C_WRITE:
		return set_write(c, s, p);
	case C_MAKE:
		return set_make(c, s, p);
	case C_BEYOND:
		return set_beyond(c, s, p);
	default:
		return commits(s, p);
	}
}

#endif
