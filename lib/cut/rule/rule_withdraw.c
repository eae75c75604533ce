/* A round is taken back before it is decided. */
#include "cut/rule/rule_inside.h"

/* Whoever was told, or may have been, has to say ok; the last system of the
 * data comes first. */
void
rule_withdraw_on(const struct cut_round *r, struct cut_next *x)
{
	for (size_t i = r->n; i-- > 0;) {
		const struct cut_stand *s = &r->systems[i];

		if (s->state == CUT_WITHDRAWN)
			continue;
		if (s->state == CUT_OPEN && s->doing == CUT_NOTHING) {
			x->is = CUT_NEXT_ONE;
			x->system = i;
			x->from = x->asked = CUT_OPEN;
			x->to = CUT_WITHDRAWN;
		} else {
			rule_send(r, i, CUT_WITHDRAW, CUT_WITHDRAWN, x);
		}
		return;
	}
	rule_all(x, CUT_WITHDRAWN, CUT_WITHDRAWN, CUT_WITHDRAWN);
}

void
rule_withdraw(const struct cut_round *r, bool insists, struct cut_next *x)
{
	if (!r->exists || r->state == CUT_WITHDRAWN)
		return;
	if (r->state == CUT_WITHDRAWING)
		rule_withdraw_on(r, x);
	else if (r->state != CUT_OPEN)
		rule_refuse(x, r->n, "is decided: from there it only goes on");
	else if (!insists)
		rule_refuse(x, r->n, "a withdrawal needs a reason (--why)");
	else
		rule_all(x, CUT_OPEN, CUT_OPEN, CUT_WITHDRAWING);
}
