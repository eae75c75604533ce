#include "cut/rule/cut_change.h"

/* Events of which the store has doing. */
static bool
is_doing(enum cut_event event)
{
	return event == CUT_ANNOUNCE || event == CUT_WITHDRAW ||
	    event == CUT_CUT_NOW || event == CUT_LOCKED_NOW;
}

/* What changes nothing of a system, or of none. */
static struct cut_change
nothing(const struct cut_round *r, size_t system)
{
	struct cut_change c = {
		.round = r->state, .round_to = r->state, .system = system
	};

	if (system < r->n) {
		c.from = c.to = r->systems[system].state;
		c.doing = c.doing_to = r->systems[system].doing;
		c.ready = c.ready_to = r->systems[system].ready;
	}
	return c;
}

bool
cut_change_before(
    const struct cut_round *r, const struct cut_next *x, struct cut_change *c)
{
	if (x->is != CUT_NEXT_SEND || !is_doing(x->event))
		return false;
	*c = nothing(r, x->system);
	c->to = x->asked;
	c->doing_to = x->event;
	return c->to != c->from || c->doing_to != c->doing;
}

bool
cut_change_behind(const struct cut_round *r, const struct cut_next *x,
    enum cut_said said, struct cut_change *c)
{
	if (x->is != CUT_NEXT_ALL && x->is != CUT_NEXT_ONE &&
	    x->is != CUT_NEXT_SEND)
		return false;
	*c = nothing(r, x->system);
	if (x->is == CUT_NEXT_ALL) {
		c->from = x->from;
		c->to = x->to;
		c->round_to = x->round_to;
		c->until = x->until;
	} else if (said == CUT_SAID_OK) {
		c->to = x->to;
		c->doing_to = CUT_NOTHING;
		c->ready_to |= x->event == CUT_READY;
	} else if (said == CUT_SAID_FAIL && x->event == CUT_ANNOUNCE) {
		c->round_to = CUT_WITHDRAWING;
	}
	return c->from != c->to || c->round != c->round_to ||
	    c->doing != c->doing_to || c->ready != c->ready_to;
}

/* Is it as the change expects it? */
static bool
expects(const struct cut_stand *s, const struct cut_change *c)
{
	return s->state == c->from && s->doing == c->doing;
}

static void
change(struct cut_stand *s, const struct cut_change *c)
{
	s->state = c->to;
	s->doing = c->doing_to;
}

bool
cut_change_apply(struct cut_round *r, const struct cut_change *c)
{
	bool one = c->system < r->n, all = !one && c->from != c->to;

	if (r->state != c->round ||
	    (one &&
		(!expects(&r->systems[c->system], c) ||
		    r->systems[c->system].ready != c->ready)))
		return false;
	for (size_t i = 0; all && i < r->n; i++)
		if (!expects(&r->systems[i], c))
			return false;
	r->state = c->round_to;
	for (size_t i = 0; all && i < r->n; i++)
		change(&r->systems[i], c);
	if (one) {
		change(&r->systems[c->system], c);
		r->systems[c->system].ready = c->ready_to;
	}
	return true;
}

enum cut_found
cut_where_found(const struct cut_where *w, enum cut_event event, int32_t date,
    int32_t next, unsigned attempt)
{
	bool is_of_try = w->announced == date && w->attempt == attempt;

	switch (event) {
	case CUT_ANNOUNCE:
		if (w->date != date)
			return CUT_FOUND_ELSEWHERE;
		return is_of_try ? CUT_FOUND_THERE : CUT_FOUND_BEFORE;
	case CUT_CUT_NOW:
		if (w->date == next)
			return CUT_FOUND_THERE;
		return w->date == date && w->announced == date &&
			(is_of_try || w->attempt == 0)
		    ? CUT_FOUND_BEFORE
		    : CUT_FOUND_ELSEWHERE;
	case CUT_LOCKED_NOW:
		return w->date >= next ? CUT_FOUND_BEFORE : CUT_FOUND_ELSEWHERE;
	default:
		return CUT_FOUND_BEFORE;
	}
}
