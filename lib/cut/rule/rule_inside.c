#include "cut/rule/rule_inside.h"

#include <stdarg.h>
#include <stdio.h>

void
rule_wait(struct cut_next *x, size_t because, int64_t at, const char *fmt, ...)
{
	va_list ap;

	x->is = CUT_NEXT_WAIT;
	x->because = because;
	x->at = at;
	va_start(ap, fmt);
	vsnprintf(x->why, sizeof x->why, fmt, ap);
	va_end(ap);
}

void
rule_refuse(struct cut_next *x, size_t because, const char *fmt, ...)
{
	va_list ap;

	x->is = CUT_NEXT_REFUSED;
	x->because = because;
	va_start(ap, fmt);
	vsnprintf(x->why, sizeof x->why, fmt, ap);
	va_end(ap);
}

void
rule_send(const struct cut_round *r, size_t system, enum cut_event event,
    enum cut_state to, struct cut_next *x)
{
	const struct cut_stand *s = &r->systems[system];

	x->is = CUT_NEXT_SEND;
	x->system = system;
	x->event = event;
	x->from = x->asked = s->state;
	x->to = to;
	if (event == CUT_WITHDRAW) /* it has to hear it, wherever it is */
		x->asked = CUT_WITHDRAWING;
	else
		x->ask_first = s->doing == event;
}

void
rule_all(struct cut_next *x, enum cut_state from, enum cut_state to,
    enum cut_state round_to)
{
	x->is = CUT_NEXT_ALL;
	x->from = from;
	x->to = to;
	x->round_to = round_to;
}
