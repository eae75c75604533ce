#include "match/tolerance.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/record.h"
#include "value/currency.h"

/* So that a limit in percent and 10^(2 + its scale) fit 64 bits each. */
enum { PERCENT_SCALE_MAX = 16 };

static bool
split_currency(struct span *text, struct span *currency)
{
	const char *eq = memchr(text->p, '=', text->len);

	if (!eq)
		return true;
	currency->p = text->p;
	currency->len = (size_t)(eq - text->p);
	text->p = eq + 1;
	text->len -= currency->len + 1;
	*currency = currency_named(*currency);
	return record_is_currency(*currency);
}

static int
check_limit(const struct tolerance *t, struct err *e)
{
	static const struct amount hundred = { 100, 0 };

	if (t->limit.minor < 0)
		return err_set(e, ST_FAIL, "a tolerance cannot be negative");
	if (!t->percent)
		return 0;
	if (amount_cmp(t->limit, hundred) > 0)
		return err_set(
		    e, ST_FAIL, "a percent above 100 would match anything");
	if (t->limit.scale > PERCENT_SCALE_MAX)
		return err_set(e, ST_FAIL,
		    "a percent can have at most %d decimals",
		    PERCENT_SCALE_MAX);
	return 0;
}

int
tolerance_add(struct tolerances *all, const char *arg, struct err *e)
{
	struct span text = span_str(arg);
	struct tolerance t = { 0 };
	enum amount_result ar;

	if (!split_currency(&text, &t.currency))
		return err_set(e, ST_FAIL, "\"%s\" is not a currency code",
		    excerpt(t.currency).s);
	if (text.len && text.p[text.len - 1] == '%') {
		t.percent = true;
		text.len--;
	}
	ar = amount_parse(text, &t.limit);
	if (ar != AMOUNT_OK)
		return err_set(e, ST_FAIL,
		    "\"%s\" %s; wanted is one like "
		    "0.05, 0.5%% or CNY=0.05",
		    excerpt(text).s, amount_why(ar));
	if (check_limit(&t, e))
		return -1;
	all->of = mem_grow(all->of, &all->cap, all->n + 1, sizeof *all->of);
	all->of[all->n++] = t;
	return 0;
}

const struct tolerance *
tolerance_for(const struct tolerances *all, struct span currency)
{
	const struct tolerance *common = NULL;

	for (size_t i = all->n; i-- > 0;) {
		const struct tolerance *t = &all->of[i];

		if (t->currency.len == 0)
			common = common ? common : t;
		else if (span_eq(t->currency, currency))
			return t;
	}
	return common;
}

/* 192 bits: 2^64 * high + low. */
struct wide {
	uint128 high;
	uint64_t low;
};

static struct wide
times(uint128 a, uint64_t b)
{
	uint128 low = (uint128)(uint64_t)a * b;

	return (struct wide){ (a >> 64) * b + (low >> 64), (uint64_t)low };
}

static bool
at_most(struct wide a, struct wide b)
{
	return a.high < b.high || (a.high == b.high && a.low <= b.low);
}

static uint64_t
power(int exponent)
{
	uint64_t v = 1;

	while (exponent-- > 0)
		v *= 10;
	return v;
}

bool
tolerance_covers(const struct tolerance *t, int128 a, int128 b, int scale)
{
	uint128 distance = tolerance_distance(a, b);
	uint128 limit = (uint128)t->limit.minor;

	if (t->percent) {
		uint128 x = tolerance_distance(a, 0);
		uint128 y = tolerance_distance(b, 0);

		return at_most(times(distance, power(2 + t->limit.scale)),
		    times(x > y ? x : y, (uint64_t)limit));
	}
	if (scale < t->limit.scale)
		return at_most(times(distance, power(t->limit.scale - scale)),
		    (struct wide){ limit >> 64, (uint64_t)limit });
	return at_most((struct wide){ distance >> 64, (uint64_t)distance },
	    times(limit, power(scale - t->limit.scale)));
}

void
tolerances_free(struct tolerances *all)
{
	free(all->of);
	*all = (struct tolerances){ 0 };
}
