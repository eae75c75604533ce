#include "match/residuals.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "match/currency_rule.h"

static struct span
currency_of(const struct residual *r)
{
	return (struct span){ r->currency, r->len };
}

static struct residual *
find_or_new(struct residuals *all, struct span currency)
{
	struct residual *r;
	size_t i = 0;

	while (i < all->n && span_cmp(currency_of(&all->of[i]), currency) < 0)
		i++;
	if (i < all->n && span_eq(currency_of(&all->of[i]), currency))
		return &all->of[i];
	all->of = mem_grow(all->of, &all->cap, all->n + 1, sizeof *all->of);
	r = &all->of[i];
	memmove(r + 1, r, (all->n++ - i) * sizeof *r);
	*r = (struct residual){ .len = (unsigned char)currency.len };
	memcpy(r->currency, currency.p, currency.len);
	return r;
}

static int
add(struct residuals *all, struct span currency, uint64_t lines,
    struct amount sum, struct amount distance, struct err *e)
{
	struct residual *r = find_or_new(all, currency);

	if (amount_add(r->sum, sum, &r->sum) != AMOUNT_OK ||
	    amount_add(r->all, distance, &r->all) != AMOUNT_OK)
		return err_set(e, ST_DATA,
		    "the differences of %.*s within the tolerance add up to "
		    "too much",
		    (int)currency.len, currency.p);
	r->lines += lines;
	return 0;
}

int
residuals_add(struct residuals *all, struct span currency, struct amount diff,
    struct err *e)
{
	return add(all, currency, 1, diff, amount_abs(diff), e);
}

int
residuals_merge(
    struct residuals *all, const struct residuals *other, struct err *e)
{
	for (size_t i = 0; i < other->n; i++) {
		const struct residual *r = &other->of[i];

		if (add(all, currency_of(r), r->lines, r->sum, r->all, e))
			return -1;
	}
	return 0;
}

int
residual_cap_add(struct residual_caps *all, const char *arg, struct err *e)
{
	struct span text = span_str(arg);
	struct residual_cap c;
	enum amount_result ar;

	if (currency_rule_take(&text, &c.currency, e))
		return -1;
	ar = amount_parse(text, &c.most);
	if (ar != AMOUNT_OK)
		return err_set(e, ST_FAIL,
		    "\"%s\" %s; wanted is one like 100.00 or CNY=100.00",
		    excerpt(text).s, amount_why(ar));
	if (c.most.minor < 0)
		return err_set(e, ST_FAIL, "a total cannot be negative");
	all->of = mem_grow(all->of, &all->cap, all->n + 1, sizeof *all->of);
	all->of[all->n++] = c;
	return 0;
}

int
residual_caps_check(const struct residual_caps *all,
    const struct tolerances *tolerances, struct err *e)
{
	for (size_t i = 0; i < all->n; i++) {
		struct span currency = all->of[i].currency;

		if (currency.len && !tolerance_for(tolerances, currency))
			return err_set(e, ST_FAIL,
			    "--tolerance-total: there is no --tolerance for "
			    "%.*s",
			    (int)currency.len, currency.p);
	}
	return 0;
}

int
residuals_check(const struct residuals *all, const struct residual_caps *caps,
    struct err *e)
{
	char has[AMOUNT_TEXT_CAP], most[AMOUNT_TEXT_CAP];

	for (size_t i = 0; i < all->n; i++) {
		const struct residual *r = &all->of[i];
		size_t k = currency_rule_find(
		    caps->of, caps->n, sizeof *caps->of, currency_of(r));
		const struct residual_cap *c = &caps->of[k];

		if (k == caps->n || amount_cmp(r->all, c->most) <= 0)
			continue;
		amount_format(r->all, has);
		amount_format(c->most, most);
		return err_set(e, ST_DATA,
		    "%" PRIu64 " of %.*s matched within the tolerance and "
		    "differ by %s in all, --tolerance-total is %s",
		    r->lines, r->len, r->currency, has, most);
	}
	return 0;
}

bool
residuals_tell(const struct residuals *all, struct buf *b)
{
	char has[AMOUNT_TEXT_CAP], sum[AMOUNT_TEXT_CAP];

	for (size_t i = 0; i < all->n; i++) {
		const struct residual *r = &all->of[i];

		amount_format(r->all, has);
		amount_format(r->sum, sum);
		buf_printf(b,
		    "%s%" PRIu64 " of %.*s, which differ by %s in all, left "
		    "minus right by %s",
		    i ? "; " : "matched within the tolerance: ", r->lines,
		    r->len, r->currency, has, sum);
	}
	return all->n > 0;
}

void
residuals_free(struct residuals *all)
{
	free(all->of);
	*all = (struct residuals){ 0 };
}

void
residual_caps_free(struct residual_caps *all)
{
	free(all->of);
	*all = (struct residual_caps){ 0 };
}
