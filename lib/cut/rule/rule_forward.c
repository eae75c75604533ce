/* A date that is decided is turned: cut, complete, sealed, tied, locked. */
#include "cut/rule/rule_inside.h"

/* The next step of one system; false where nothing is left of it. */
typedef bool one(const struct cut_round *, size_t system, struct cut_next *);

static void
each(const struct cut_round *r, size_t system, one *next, struct cut_next *x)
{
	if (system < r->n)
		next(r, system, x);
	else
		for (size_t i = 0; i < r->n && !next(r, i, x); i++)
			;
}

/* False, with what it waits for, until it is decided. */
static bool
is_decided(const struct cut_round *r, struct cut_next *x)
{
	if (r->exists && cut_state_reached(r->state, CUT_DECIDED))
		return true;
	rule_wait(x, r->n, 0, "is not decided yet");
	return false;
}

/* False, with what it waits for, until those whose data it gets have come to
 * that state. */
static bool
follows(const struct cut_round *r, size_t system, enum cut_state state,
    struct cut_next *x)
{
	const struct cut_stand *s = &r->systems[system];

	for (size_t i = 0; i < s->n_after; i++)
		if (!cut_state_reached(r->systems[s->after[i]].state, state)) {
			rule_wait(x, s->after[i], 0, "is not %s yet",
			    cut_state_name(state));
			return false;
		}
	return true;
}

static bool
cut_one(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (cut_state_reached(r->systems[system].state, CUT_CUT))
		return false;
	if (follows(r, system, CUT_CUT, x))
		rule_send(r, system, CUT_CUT_NOW, CUT_CUT, x);
	return true;
}

void
rule_cut(
    const struct cut_round *r, size_t system, int64_t now, struct cut_next *x)
{
	if (!is_decided(r, x))
		return;
	if (now < r->cut_off && r->state == CUT_DECIDED)
		rule_wait(x, r->n, r->cut_off, "its cut-off has not come yet");
	else
		each(r, system, cut_one, x);
}

/* False, with what it waits for, until it is cut. */
static bool
is_cut(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (cut_state_reached(r->systems[system].state, CUT_CUT))
		return true;
	rule_wait(x, system, 0, "is not cut yet");
	return false;
}

static bool
ready_one(const struct cut_round *r, size_t system, struct cut_next *x)
{
	const struct cut_stand *s = &r->systems[system];

	if (s->ready || s->n_after == 0 ||
	    cut_state_reached(s->state, CUT_COMPLETE))
		return false;
	if (is_cut(r, system, x) && follows(r, system, CUT_COMPLETE, x))
		rule_send(r, system, CUT_READY, s->state, x);
	return true;
}

void
rule_ready(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (is_decided(r, x))
		each(r, system, ready_one, x);
}

static bool
complete_one(const struct cut_round *r, size_t system, struct cut_next *x)
{
	const struct cut_stand *s = &r->systems[system];

	if (cut_state_reached(s->state, CUT_COMPLETE))
		return false;
	if (!is_cut(r, system, x))
		return true;
	if (s->n_after && !s->ready)
		rule_wait(x, system, 0, "is not ready yet");
	else
		rule_send(r, system, CUT_COMPLETE_NOW, CUT_COMPLETE, x);
	return true;
}

void
rule_complete(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (is_decided(r, x))
		each(r, system, complete_one, x);
}

void
rule_seal(const struct cut_round *r, struct cut_next *x)
{
	if (!is_decided(r, x) || cut_state_reached(r->state, CUT_SEALED))
		return;
	for (size_t i = 0; i < r->n; i++)
		if (r->systems[i].state != CUT_COMPLETE) {
			rule_wait(x, i, 0, "is not complete yet");
			return;
		}
	rule_all(x, CUT_COMPLETE, CUT_SEALED, CUT_SEALED);
}

/* False, with what it waits for, until it is sealed. */
static bool
is_sealed(const struct cut_round *r, struct cut_next *x)
{
	if (r->exists && cut_state_reached(r->state, CUT_SEALED))
		return true;
	rule_wait(x, r->n, 0, "is not sealed yet");
	return false;
}

void
rule_extract(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (is_sealed(r, x))
		rule_send(r, system, CUT_EXTRACT, r->systems[system].state, x);
}

void
rule_tie(const struct cut_round *r, struct cut_next *x)
{
	if (is_sealed(r, x) && r->state == CUT_SEALED)
		rule_all(x, CUT_SEALED, CUT_TIED, CUT_TIED);
}

static bool
lock_one(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (r->systems[system].state != CUT_TIED)
		return false;
	rule_send(r, system, CUT_LOCKED_NOW, CUT_LOCKED, x);
	return true;
}

void
rule_lock(const struct cut_round *r, size_t system, struct cut_next *x)
{
	if (r->exists && r->state == CUT_LOCKED)
		return;
	if (!r->exists || r->state != CUT_TIED) {
		rule_wait(x, r->n, 0, "is not tied yet");
	} else if (!r->before_locked) {
		rule_wait(x, r->n, 0, "the date before it is not locked yet");
	} else {
		each(r, system, lock_one, x);
		if (x->is == CUT_NEXT_DONE && system >= r->n)
			rule_all(x, CUT_LOCKED, CUT_LOCKED, CUT_LOCKED);
	}
}
