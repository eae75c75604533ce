#include "match/tolerance.h"

#include <stdlib.h>

#include "base/mem.h"
#include "match/currency_rule.h"

/* So that a limit in percent and 10^(2 + its scale) fit 64 bits each. */
enum { PERCENT_SCALE_MAX = 16 };

static int
check_part(bool percent, struct amount a, struct err *e)
{
	static const struct amount hundred = { 100, 0 };

	if (a.minor < 0)
		return err_set(e, ST_FAIL, "a tolerance cannot be negative");
	if (!percent)
		return 0;
	if (amount_cmp(a, hundred) > 0)
		return err_set(
		    e, ST_FAIL, "a percent above 100 would match anything");
	if (a.scale > PERCENT_SCALE_MAX)
		return err_set(e, ST_FAIL,
		    "a percent can have at most %d decimals",
		    PERCENT_SCALE_MAX);
	return 0;
}

/* AMOUNT or PERCENT%. */
static int
read_part(struct span text, bool *percent, struct amount *a, struct err *e)
{
	enum amount_result ar;

	*percent = text.len && text.p[text.len - 1] == '%';
	text.len -= *percent;
	ar = amount_parse(text, a);
	if (ar != AMOUNT_OK)
		return err_set(e, ST_FAIL,
		    "\"%s\" %s; wanted is one like 0.05, 0.5%%, 0.5%%,0.05, "
		    "-0.01..+0.05 or CNY=0.05",
		    excerpt(text).s, amount_why(ar));
	return check_part(*percent, *a, e);
}

/* One or two parts, of two kinds. */
static int
read_limit(struct span text, struct tolerance_limit *limit, struct err *e)
{
	bool seen[2] = { 0 }, percent;
	const char *comma;
	struct amount a;

	*limit = (struct tolerance_limit){ 0 };
	do {
		struct span part = text;

		comma = text.len ? memchr(text.p, ',', text.len) : NULL;
		if (comma) {
			part.len = (size_t)(comma - text.p);
			text.p = comma + 1;
			text.len -= part.len + 1;
		}
		if (read_part(part, &percent, &a, e))
			return -1;
		if (seen[percent])
			return err_set(e, ST_FAIL,
			    "with a comma wanted is one percent and one "
			    "amount, "
			    "like 0.5%%,0.05");
		seen[percent] = true;
		*(percent ? &limit->percent : &limit->fixed) = a;
	} while (comma);
	return 0;
}

static bool
take_sign(struct span *text, char sign)
{
	if (text->len == 0 || text->p[0] != sign)
		return false;
	text->p++;
	text->len--;
	return true;
}

static bool
is_zero(const struct tolerance_limit *l)
{
	return amount_is_zero(l->fixed) && amount_is_zero(l->percent);
}

/* "-LIMIT..+LIMIT", either of which may be 0; the "+" may be missing. */
static int
read_range(
    struct span low, struct span high, struct tolerance *t, struct err *e)
{
	struct span text = { low.p, low.len + 2 + high.len };
	bool down = take_sign(&low, '-'), up = !take_sign(&high, '-');

	if (up)
		take_sign(&high, '+');
	if (read_limit(low, &t->below, e) || read_limit(high, &t->above, e))
		return -1;
	if ((!down && !is_zero(&t->below)) || (!up && !is_zero(&t->above)))
		return err_set(e, ST_FAIL,
		    "\"%s\" does not hold 0: wanted is a range like "
		    "-0.01..+0.05",
		    excerpt(text).s);
	return 0;
}

/* Where ".." is, or the length of text. */
static size_t
find_dots(struct span text)
{
	for (size_t i = 0; i + 1 < text.len; i++)
		if (text.p[i] == '.' && text.p[i + 1] == '.')
			return i;
	return text.len;
}

int
tolerance_add(struct tolerances *all, const char *arg, struct err *e)
{
	struct span text = span_str(arg), high;
	struct tolerance t = { 0 };
	size_t dots;

	if (currency_rule_take(&text, &t.currency, e))
		return -1;
	t.text = text;
	dots = find_dots(text);
	if (dots < text.len) {
		high = (struct span){ text.p + dots + 2, text.len - dots - 2 };
		text.len = dots;
		if (read_range(text, high, &t, e))
			return -1;
	} else {
		if (read_limit(text, &t.above, e))
			return -1;
		t.below = t.above;
	}
	all->of = mem_grow(all->of, &all->cap, all->n + 1, sizeof *all->of);
	all->of[all->n++] = t;
	return 0;
}

const struct tolerance *
tolerance_for(const struct tolerances *all, struct span currency)
{
	size_t i =
	    currency_rule_find(all->of, all->n, sizeof *all->of, currency);

	return i < all->n ? &all->of[i] : NULL;
}

/* The one that is used behind currency, in the order of currencies; NULL for
 * none. */
static const struct tolerance *
next_used(const struct tolerances *all, const struct tolerance *behind)
{
	const struct tolerance *next = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct tolerance *t = &all->of[i];

		if (behind && span_cmp(t->currency, behind->currency) <= 0)
			continue;
		if (!next || span_cmp(t->currency, next->currency) <= 0)
			next = t;
	}
	return next;
}

void
tolerances_format(const struct tolerances *all, struct buf *b)
{
	const struct tolerance *t = NULL;

	while ((t = next_used(all, t)) != NULL) {
		buf_str(b, "tolerance\t");
		buf_add(b, t->currency);
		if (t->currency.len)
			buf_byte(b, '=');
		buf_add(b, t->text);
		buf_byte(b, '\n');
	}
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

static bool
covers_fixed(struct amount limit, uint128 distance, int scale)
{
	uint128 most = (uint128)limit.minor;

	if (scale < limit.scale)
		return at_most(times(distance, power(limit.scale - scale)),
		    (struct wide){ most >> 64, (uint64_t)most });
	return at_most((struct wide){ distance >> 64, (uint64_t)distance },
	    times(most, power(scale - limit.scale)));
}

static bool
covers_percent(struct amount limit, uint128 distance, int128 a, int128 b)
{
	uint128 x = tolerance_distance(a, 0), y = tolerance_distance(b, 0);

	return at_most(times(distance, power(2 + limit.scale)),
	    times(x > y ? x : y, (uint64_t)limit.minor));
}

bool
tolerance_covers(
    const struct tolerance *t, int128 left, int128 right, int scale)
{
	const struct tolerance_limit *l = left < right ? &t->below : &t->above;
	uint128 distance = tolerance_distance(left, right);

	return covers_fixed(l->fixed, distance, scale) ||
	    (l->percent.minor &&
		covers_percent(l->percent, distance, left, right));
}

/* What is nearer than an amount within t is within it, too: as the largest
 * percent is 100, a tolerance grows no faster than the distance. */
int128
tolerance_reach(const struct tolerance *t, int128 minor, bool is_left, int sign,
    int128 end, int scale)
{
	int128 far = 0, step = 1;
	bool grows = true;

	while (step) {
		int128 other = minor + sign * (far + step);

		if (far + step <= end &&
		    tolerance_covers(t, is_left ? minor : other,
			is_left ? other : minor, scale))
			far += step;
		else
			grows = false;
		step = grows ? 2 * step : step / 2;
	}
	return far;
}

void
tolerances_free(struct tolerances *all)
{
	free(all->of);
	*all = (struct tolerances){ 0 };
}
