#include "flow/file/flow_due.h"

#include "value/time/date.h"

static bool
take_word(struct span *s, struct span *word)
{
	size_t n = 0;

	*s = span_trim(*s);
	while (n < s->len && s->p[n] != ' ' && s->p[n] != '\t')
		n++;
	*word = (struct span){ s->p, n };
	*s = (struct span){ s->p + n, s->len - n };
	return n > 0;
}

int
flow_due_parse(struct flow_due *d, struct span text, struct err *e)
{
	struct span left = text, word, sign, unit, end;
	uint64_t n;

	d->is_due = false;
	d->days = 0;
	if (!take_word(&left, &word) || !span_eq(word, SPAN("due")))
		return 0;
	d->is_due = true;
	if (!take_word(&left, &sign))
		return 0;
	if ((span_eq(sign, SPAN("-")) || span_eq(sign, SPAN("+"))) &&
	    take_word(&left, &word) && span_count(word, &n) &&
	    n <= FLOW_DUE_DAYS_MAX && take_word(&left, &unit) &&
	    (span_eq(unit, SPAN("day")) || span_eq(unit, SPAN("days"))) &&
	    !take_word(&left, &end)) {
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
