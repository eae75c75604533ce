#include "flow/file/flow_due.h"

#include "value/time/date.h"

static bool
is_days(struct span unit)
{
	return span_eq(unit, SPAN("day")) || span_eq(unit, SPAN("days"));
}

int
flow_due_parse(struct flow_due *d, struct span text, struct err *e)
{
	struct span left = text, sign;
	uint64_t n;

	d->is_due = false;
	d->days = 0;
	if (!span_eq(span_word(&left), SPAN("due")))
		return 0;
	d->is_due = true;
	sign = span_word(&left);
	if (sign.len == 0)
		return 0;
	if ((span_eq(sign, SPAN("-")) || span_eq(sign, SPAN("+"))) &&
	    span_count(span_word(&left), &n) && n <= FLOW_DUE_DAYS_MAX &&
	    is_days(span_word(&left)) && span_word(&left).len == 0) {
		d->days = *sign.p == '-' ? -(int)n : (int)n;
		return 0;
	}
	return err_set(e, ST_FAIL,
	    "\"%s\" is none of due, due - N days, due + N days, of at most "
	    "3650",
	    excerpt(text).s);
}

int
flow_due_day(const struct flow_due *d, int32_t due, int32_t *day, struct err *e)
{
	int32_t to = due + d->days;

	if (to < DATE_FIRST || to > DATE_LAST)
		return err_set(
		    e, ST_DATA, "%s: no day of years 0 to 9999", d->text);
	*day = to;
	return 0;
}
