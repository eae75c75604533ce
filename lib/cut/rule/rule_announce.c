/* A date is announced to all systems, and decided. */
#include <stdio.h>

#include "cut/rule/rule_inside.h"

#define MARGIN "the margin before its cut-off has begun"

static void
refuse_out_of_turn(const struct cut_round *r, struct cut_next *x)
{
	char date[CUT_CYCLE_LEN + 1];

	cut_cycle_format(r->cycle, r->in_turn, date);
	rule_refuse(x, r->n,
	    "the systems were turned to %s, and that is turned next, whatever "
	    "the calendar says now: announce it first",
	    date);
}

static void
open_try(
    const struct cut_round *r, int64_t now, bool insists, struct cut_next *x)
{
	if (r->out_of_turn) {
		refuse_out_of_turn(r, x);
	} else if (!r->before_sealed) {
		rule_wait(x, r->n, 0, "the date before it is not sealed yet");
	} else if (now <= r->margin_at) {
		x->is = CUT_NEXT_OPEN;
	} else if (now < r->cut_off) {
		rule_wait(x, r->n, r->cut_off,
		    MARGIN ": it can be turned as a missed one behind that");
	} else if (r->missed > r->max && !insists) {
		rule_refuse(x, r->n,
		    "%u dates were missed, and no more than %u are turned "
		    "without a person: begin with a reason (--why)",
		    (unsigned)r->missed, (unsigned)r->max);
	} else {
		x->is = CUT_NEXT_OPEN;
		x->late = true;
	}
}

static void
go_on(const struct cut_round *r, int64_t now, struct cut_next *x)
{
	if (!r->late && now > r->margin_at) {
		rule_all(x, CUT_OPEN, CUT_OPEN, CUT_WITHDRAWING);
		snprintf(
		    x->why, sizeof x->why, MARGIN ", and it is not decided");
		return;
	}
	for (size_t i = 0; i < r->n; i++)
		if (r->systems[i].state == CUT_OPEN) {
			rule_send(r, i, CUT_ANNOUNCE, CUT_ANNOUNCED, x);
			return;
		}
	rule_all(x, CUT_ANNOUNCED, CUT_DECIDED, CUT_DECIDED);
	if (!r->late)
		x->until = r->margin_at;
}

void
rule_announce(
    const struct cut_round *r, int64_t now, bool insists, struct cut_next *x)
{
	if (!r->exists || r->state == CUT_WITHDRAWN)
		open_try(r, now, insists, x);
	else if (r->state == CUT_OPEN)
		go_on(r, now, x);
	else if (r->state == CUT_WITHDRAWING)
		rule_withdraw_on(r, x);
}
