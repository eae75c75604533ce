#include "clean/running_balance.h"

/* Does last + moved make told, within the tolerance? Notes it where it is the
 * first that does not. False where the sum is too large. */
static bool
compare(struct running_break *b, struct amount last, struct amount moved,
    struct amount told, struct amount tolerance, uint64_t line)
{
	struct amount sum, less;

	if (b->line)
		return true;
	if (amount_add(last, moved, &sum) != AMOUNT_OK ||
	    amount_sub(sum, told, &less) != AMOUNT_OK)
		return false;
	if (amount_cmp(amount_abs(less), tolerance) > 0)
		*b = (struct running_break){ line, last, moved, told };
	return true;
}

static bool
take(struct running_balance *r, const struct amount *balance,
    struct amount tolerance, uint64_t line)
{
	if (!balance)
		return true;
	return !r->met ||
	    (compare(&r->up, r->last, r->behind, *balance, tolerance, line) &&
		compare(&r->down, r->last, amount_neg(r->within), *balance,
		    tolerance, line));
}

int
running_balance_row(struct running_balance *r, struct amount amount,
    const struct amount *balance, struct amount tolerance, uint64_t line,
    struct err *e)
{
	if (amount_add(r->behind, amount, &r->behind) != AMOUNT_OK ||
	    !take(r, balance, tolerance, line))
		return err_set(e, ST_DATA, "the sum is too large");
	if (balance) {
		r->met = true;
		r->last = *balance;
		r->behind = (struct amount){ 0 };
		r->within = amount;
		return 0;
	}
	if (amount_add(r->within, amount, &r->within) != AMOUNT_OK)
		return err_set(e, ST_DATA, "the sum is too large");
	return 0;
}

int
running_balance_end(
    const struct running_balance *r, struct span column, struct err *e)
{
	const struct running_break *b =
	    r->up.line >= r->down.line ? &r->up : &r->down;
	char before[AMOUNT_TEXT_CAP], moved[AMOUNT_TEXT_CAP],
	    told[AMOUNT_TEXT_CAP];

	if (!r->met)
		return err_set(e, ST_DATA, "no row tells its balance in %s",
		    excerpt(column).s);
	if (r->up.line == 0 || r->down.line == 0)
		return 0;
	amount_format(b->before, before);
	amount_format(b->moved, moved);
	amount_format(b->told, told);
	return err_set(e, ST_DATA,
	    "line %ju: %s is %s, but %s on the row before it and %s make "
	    "another (--no-check takes it)",
	    (uintmax_t)b->line, excerpt(column).s, told, before, moved);
}
