/*
 * cut_worlds: all that can become of a round of three systems, as worlds: where
 * its store, its systems and the schedulers at work on it stand; and what may
 * never be.
 */
#ifndef CUT_WORLDS_H
#define CUT_WORLDS_H

#include <stdlib.h>

#include "cut/rule/cut_change.h"
#include "test.h"

enum {
	N = 3,
	ACTORS = 2,
	TRIES = 2,
	DATE = 100,
	MARGIN_AT = 1000, /* moments */
	CUT_OFF = 2000,
	TABLE = 1 << 21, /* places for worlds */
};

enum without {
	WITHOUT_NOTHING,
	WITHOUT_MARK,     /* a system is told, and the store does not have it */
	WITHOUT_REFUSER,  /* who refuses is not told the withdrawal */
	WITHOUT_RETRIERS, /* nor who said retry */
	WITHOUT_TRIES,    /* systems do not look at tries */
	WITHOUT_UNTIL,    /* deciding may take as long as it likes */
	WITHOUT_COMPARE,  /* what was seen of a system is not compared */
};

enum phase { IDLE, OPENS, MARKS, ASKS, SENDS, TAKES };

/* A scheduler at work: what it has looked up, and of the round that it saw the
 * system that it is about. */
struct actor {
	uint8_t phase, is, event, system, attempt, late, said;
	uint8_t from, to, asked, round, round_to, until;
	uint8_t state, doing, ready;
};

/* All bytes: compared as such. */
struct world {
	uint8_t
	    time; /* 0: before the margin, 1: in it, 2: behind the cut-off */
	uint8_t attempt, state, late;
	struct {
		uint8_t state, doing, ready;
		uint8_t held, withdrawn; /* tries, 0: none */
		uint8_t turned;
	} systems[N];
	struct actor actors[ACTORS];
};

static const size_t after_bill[] = { 0 }, after_both[] = { 0, 1 };

static struct world *worlds;
static uint32_t *came_from, *table, n_worlds, at;
static enum without without;
static const char *wrong; /* what was found, of the world that is looked at */

/* -- worlds ---------------------------------------------------------------- */

static uint64_t
hash(const struct world *w)
{
	const uint8_t *p = (const uint8_t *)w;
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < sizeof *w; i++)
		h = (h ^ p[i]) * 1099511628211u;
	return h ^ h >> 29;
}

/* Adds it, if it is new. Which scheduler is which is all the same. */
static void
reach(const struct world *to)
{
	struct world w = *to;
	uint64_t place;

	if (memcmp(&w.actors[0], &w.actors[1], sizeof w.actors[0]) < 0) {
		w.actors[0] = to->actors[1];
		w.actors[1] = to->actors[0];
	}
	for (place = hash(&w) % TABLE; table[place];
	     place = (place + 1) % TABLE)
		if (memcmp(&worlds[table[place] - 1], &w, sizeof w) == 0)
			return;
	if (n_worlds >= TABLE / 2) {
		wrong = "there are more worlds than there is room for";
		return;
	}
	worlds[n_worlds] = w;
	came_from[n_worlds] = at;
	table[place] = ++n_worlds;
}

static int64_t
now(const struct world *w)
{
	static const int64_t moments[] = { MARGIN_AT, MARGIN_AT + 1, CUT_OFF };

	return moments[w->time];
}

/* The store's round. */
static void
take_round(const struct world *w, struct cut_round *r, struct cut_stand *s)
{
	*r = (struct cut_round){ .systems = s,
		.n = N,
		.exists = w->attempt > 0 && w->state != CUT_WITHDRAWN,
		.state = w->state,
		.late = w->late,
		.before_sealed = true,
		.before_locked = true,
		.cut_off = CUT_OFF,
		.margin_at = MARGIN_AT,
		.missed = 1,
		.max = 7 };
	for (size_t i = 0; i < N; i++) {
		s[i] = (struct cut_stand){ .state = w->systems[i].state,
			.doing = w->systems[i].doing,
			.ready = w->systems[i].ready,
			.after = i == 1 ? after_bill : after_both,
			.n_after = i };
		if (!r->exists)
			s[i].state = CUT_OPEN;
	}
}

static bool
may_go(unsigned from, unsigned to)
{
	static const unsigned goes[CUT_STATES] = {
		[CUT_OPEN] = 1u << CUT_ANNOUNCED | 1u << CUT_WITHDRAWING |
		    1u << CUT_WITHDRAWN,
		[CUT_ANNOUNCED] = 1u << CUT_DECIDED | 1u << CUT_WITHDRAWING,
		[CUT_DECIDED] = 1u << CUT_CUT,
		[CUT_CUT] = 1u << CUT_COMPLETE,
		[CUT_COMPLETE] = 1u << CUT_SEALED,
		[CUT_SEALED] = 1u << CUT_TIED,
		[CUT_TIED] = 1u << CUT_LOCKED,
		[CUT_WITHDRAWING] = 1u << CUT_WITHDRAWN,
	};

	return from == to || goes[from] >> to & 1;
}

static bool
round_may_go(unsigned from, unsigned to)
{
	static const unsigned goes[CUT_STATES] = {
		[CUT_OPEN] = 1u << CUT_DECIDED | 1u << CUT_WITHDRAWING,
		[CUT_DECIDED] = 1u << CUT_SEALED,
		[CUT_SEALED] = 1u << CUT_TIED,
		[CUT_TIED] = 1u << CUT_LOCKED,
		[CUT_WITHDRAWING] = 1u << CUT_WITHDRAWN,
	};

	return from == to || goes[from] >> to & 1;
}

/* The store does a change, as truth_move does: false where it does not. */
static bool
store(struct world *w, unsigned attempt, const struct cut_change *c)
{
	struct cut_stand s[N];
	struct cut_round r;
	struct cut_change as_is = *c;

	if (w->attempt != attempt ||
	    (c->until && now(w) > c->until && without != WITHOUT_UNTIL))
		return false;
	take_round(w, &r, s);
	r.exists = true;
	for (size_t i = 0; i < N; i++)
		s[i].state = w->systems[i].state;
	if (without == WITHOUT_COMPARE && c->system < N) {
		as_is.from = s[c->system].state;
		as_is.doing = s[c->system].doing;
	}
	if (!cut_change_apply(&r, &as_is))
		return false;
	if (!round_may_go(w->state, r.state))
		wrong = "the round goes where it cannot";
	if (r.state == CUT_DECIDED && w->state == CUT_OPEN && !w->late &&
	    w->time > 0)
		wrong = "it is decided behind its margin";
	w->state = (uint8_t)r.state;
	for (size_t i = 0; i < N; i++) {
		if (!may_go(w->systems[i].state, s[i].state))
			wrong = "a system goes where it cannot";
		w->systems[i].state = (uint8_t)s[i].state;
		w->systems[i].doing = (uint8_t)s[i].doing;
		w->systems[i].ready = s[i].ready;
	}
	return true;
}

/* -- what may never be ----------------------------------------------------- */

static void
check_system(const struct world *w, size_t i)
{
	bool is_decided = cut_state_reached(w->state, CUT_DECIDED);
	bool holds = w->systems[i].held == w->attempt;

	if (is_decided && !holds && !w->systems[i].turned)
		wrong = "it is decided, and a system does not hold it";
	if (!is_decided && w->systems[i].turned)
		wrong = "a system has turned, and it is not decided";
	if (w->systems[i].turned !=
		cut_state_reached(w->systems[i].state, CUT_CUT) &&
	    w->systems[i].state != CUT_DECIDED)
		wrong = "a system stands otherwise than the store has it";
	if (w->state == CUT_WITHDRAWN && w->attempt && holds)
		wrong = "it is withdrawn, and a system holds it";
}

/* What is on its way is of a try that its system knows to be withdrawn. */
static void
check_actor(const struct world *w, const struct actor *a)
{
	if (a->phase == SENDS && a->event == CUT_ANNOUNCE &&
	    a->attempt == w->attempt && w->state == CUT_WITHDRAWN &&
	    w->systems[a->system].withdrawn < a->attempt)
		wrong = "it is withdrawn, and an announcement is on its way";
}

static void
check(const struct world *w)
{
	struct cut_stand s[N];
	struct cut_round r;
	size_t system;

	take_round(w, &r, s);
	if (!cut_round_is_sound(&r, &system))
		wrong = "it stands as no round can";
	for (size_t i = 0; i < N; i++)
		check_system(w, i);
	for (size_t i = 0; i < ACTORS; i++)
		check_actor(w, &w->actors[i]);
}

#endif
