/* How rounds and their systems can stand. */
#include "cut/rule/cut_rule.h"

#define BIT(x) (1u << (x))

/* States of systems in a round of each state. */
static const unsigned within[CUT_STATES] = {
	[CUT_OPEN] = BIT(CUT_OPEN) | BIT(CUT_ANNOUNCED),
	[CUT_DECIDED] = BIT(CUT_DECIDED) | BIT(CUT_CUT) | BIT(CUT_COMPLETE),
	[CUT_SEALED] = BIT(CUT_SEALED),
	[CUT_TIED] = BIT(CUT_TIED) | BIT(CUT_LOCKED),
	[CUT_LOCKED] = BIT(CUT_LOCKED),
	[CUT_WITHDRAWING] = BIT(CUT_OPEN) | BIT(CUT_ANNOUNCED) |
	    BIT(CUT_WITHDRAWING) | BIT(CUT_WITHDRAWN),
	[CUT_WITHDRAWN] = BIT(CUT_WITHDRAWN),
};

/* What may be doing in each state of a system. */
static const unsigned may_do[CUT_STATES] = {
	[CUT_OPEN] = BIT(CUT_NOTHING) | BIT(CUT_ANNOUNCE),
	[CUT_ANNOUNCED] = BIT(CUT_NOTHING),
	[CUT_DECIDED] = BIT(CUT_NOTHING) | BIT(CUT_CUT_NOW),
	[CUT_CUT] = BIT(CUT_NOTHING),
	[CUT_COMPLETE] = BIT(CUT_NOTHING),
	[CUT_SEALED] = BIT(CUT_NOTHING),
	[CUT_TIED] = BIT(CUT_NOTHING) | BIT(CUT_LOCKED_NOW),
	[CUT_LOCKED] = BIT(CUT_NOTHING),
	[CUT_WITHDRAWING] = BIT(CUT_WITHDRAW),
	[CUT_WITHDRAWN] = BIT(CUT_NOTHING),
};

static bool
system_is_sound(const struct cut_round *r, const struct cut_stand *s)
{
	bool is_cut = cut_state_reached(s->state, CUT_CUT);

	if (!(within[r->state] & BIT(s->state)) ||
	    !(may_do[s->state] & BIT(s->doing)) || (s->ready && !is_cut) ||
	    (s->n_after && !s->ready &&
		cut_state_reached(s->state, CUT_COMPLETE)))
		return false;
	for (size_t i = 0; is_cut && i < s->n_after; i++)
		if (!cut_state_reached(r->systems[s->after[i]].state,
			s->ready ? CUT_COMPLETE : CUT_CUT))
			return false;
	return true;
}

/* Systems are announced in order, and withdrawn in reverse. */
static bool
is_in_order(const struct cut_stand *s, const struct cut_stand *behind)
{
	if (behind->state == CUT_WITHDRAWN)
		return true;
	if (s->state == CUT_OPEN)
		return behind->state == CUT_OPEN &&
		    behind->doing == CUT_NOTHING;
	return s->state != CUT_WITHDRAWING && s->state != CUT_WITHDRAWN;
}

bool
cut_round_is_sound(const struct cut_round *r, size_t *system)
{
	*system = r->n;
	if (!r->exists)
		return true;
	if (!within[r->state])
		return false;
	for (size_t i = 0; i < r->n; i++)
		if (!system_is_sound(r, &r->systems[i]) ||
		    (i > 0 &&
			!is_in_order(&r->systems[i - 1], &r->systems[i]))) {
			*system = i;
			return false;
		}
	return true;
}
