#include "roll/legs/roll_sums.h"

int
roll_sums_came(struct roll_sums *s, const struct result *r, bool before,
    const char *name, struct err *e)
{
	if (result_is_open(r))
		return class_totals_add_legs(
		    before ? &s->before : &s->fresh, r, e);
	if (before)
		return err_set(e, ST_DATA,
		    "%s: a %s line of key \"%s\" among "
		    "the open items",
		    name, result_class_name(r->class), excerpt(r->key).s);
	return 0;
}

int
roll_sums_pass(struct roll_sums *s, const struct result *r, struct err *e)
{
	return total_result(&s->passed, r, e);
}

int
roll_sums_close(struct roll_sums *s, struct leg *const *legs, size_t n,
    const struct result *line, struct err *e)
{
	if (line->class == CLASS_ROLLED && !amount_is_zero(line->diff) &&
	    residuals_add(&s->residuals, line->currency, line->diff, e))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (class_totals_add_leg(&s->closed, line->currency,
			legs[i]->side, legs[i]->amount, e))
			return -1;
	return total_result(&s->rolled, line, e);
}

int
roll_sums_keep(struct roll_sums *s, struct span currency, char side,
    struct amount a, int32_t day, struct err *e)
{
	if (!s->has_oldest || day < s->oldest)
		s->oldest = day;
	s->has_oldest = true;
	return class_totals_add_leg(&s->kept, currency, side, a, e);
}

/* open before + new = closed + open now, and the rolled lines hold what
 * closed. */
static int
check_balance(const struct roll_sums *s, struct err *e)
{
	struct class_totals came = { 0 }, went = { 0 };
	struct total closed = { 0 }, rolled = { 0 };
	int bad = class_totals_merge(&came, &s->before, e) ||
	    class_totals_merge(&came, &s->fresh, e) ||
	    class_totals_merge(&went, &s->kept, e) ||
	    class_totals_merge(&went, &s->closed, e) ||
	    class_totals_total(&s->closed, &closed, e) ||
	    total_merge(&rolled, &s->rolled, e);

	closed.records = rolled.records = 0;
	if (!bad &&
	    (!class_totals_equal(&came, &went, e) ||
		!total_equal(&closed, &rolled, e))) {
		e->status = ST_BROKEN;
		bad = err_at(e, "open items do not balance", 0);
	}
	class_totals_free(&came);
	class_totals_free(&went);
	total_free(&closed);
	total_free(&rolled);
	return bad ? -1 : 0;
}

int
roll_sums_end(
    struct roll_sums *s, struct total *open, struct total *out, struct err *e)
{
	if (check_balance(s, e) || class_totals_total(&s->kept, open, e))
		return -1;
	open->records = s->kept_lines;
	return total_merge(out, open, e) || total_merge(out, &s->rolled, e) ||
		total_merge(out, &s->passed, e)
	    ? -1
	    : 0;
}

void
roll_sums_free(struct roll_sums *s)
{
	class_totals_free(&s->before);
	class_totals_free(&s->fresh);
	class_totals_free(&s->closed);
	class_totals_free(&s->kept);
	class_totals_free(&s->reopened);
	residuals_free(&s->residuals);
	total_free(&s->rolled);
	total_free(&s->passed);
	*s = (struct roll_sums){ 0 };
}
