#include "value/amount.h"

#include <stdint.h>

#define MINOR_MAX ((int128)((~(uint128)0) >> 1))

static const int64_t small_powers[] = {
	1,
	10,
	100,
	1000,
	10000,
	100000,
	1000000,
	10000000,
	100000000,
	1000000000,
	10000000000,
	100000000000,
	1000000000000,
	10000000000000,
	100000000000000,
	1000000000000000,
	10000000000000000,
	100000000000000000,
	1000000000000000000,
};

const char *
amount_why(enum amount_result r)
{
	switch (r) {
	case AMOUNT_OK:
		return "is an amount";
	case AMOUNT_OVERFLOW:
		return "is too large";
	case AMOUNT_INEXACT:
		return "has more decimals than its currency";
	case AMOUNT_SYNTAX:
		break;
	}
	return "is not an amount";
}

/* Digits too many for 64 bits; p to end is [0-9]*[.]?[0-9]*, checked. */
static enum amount_result
parse_wide(const char *p, const char *end, int128 *minor)
{
	int128 v = 0;

	for (; p < end; p++) {
		if (*p == '.')
			continue;
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, *p - '0', &v))
			return AMOUNT_OVERFLOW;
	}
	*minor = v;
	return AMOUNT_OK;
}

enum amount_result
amount_scan(const char **from, const char *end, struct amount *a)
{
	const char *p = *from, *digits, *point;
	bool negative = p < end && *p == '-';
	uint64_t v = 0;
	int128 minor;
	unsigned d;

	p += negative;
	digits = p;
	for (; p < end && (d = (unsigned)(*p - '0')) <= 9; p++)
		v = v * 10 + d;
	point = p;
	if (p == digits || (*digits == '0' && p - digits > 1))
		return AMOUNT_SYNTAX;
	if (p < end && *p == '.') {
		for (p++; p < end && (d = (unsigned)(*p - '0')) <= 9; p++)
			v = v * 10 + d;
		if (p - point == 1)
			return AMOUNT_SYNTAX;
	}
	*from = p;
	if (p - point > AMOUNT_SCALE_MAX + 1)
		return AMOUNT_OVERFLOW;
	if (p - digits <= 18) {
		minor = (int128)v;
	} else {
		enum amount_result r = parse_wide(digits, p, &minor);

		if (r != AMOUNT_OK)
			return r;
	}
	if (negative && minor == 0)
		return AMOUNT_SYNTAX;
	a->minor = negative ? -minor : minor;
	a->scale = p > point ? (int)(p - point) - 1 : 0;
	return AMOUNT_OK;
}

enum amount_result
amount_parse(struct span s, struct amount *a)
{
	const char *p = s.p, *end = s.p + s.len;
	struct amount read;
	enum amount_result r = amount_scan(&p, end, &read);

	if (p < end)
		r = AMOUNT_SYNTAX;
	if (r == AMOUNT_OK)
		*a = read;
	return r;
}

/* Away from zero by one unit? q and r are quotient and rest of v by unit. */
static bool
rounds_away(int128 q, int128 rest, int128 unit, enum amount_round mode)
{
	int128 half = unit / 2;

	if (rest < 0)
		rest = -rest;
	switch (mode) {
	case ROUND_UP:
		return rest != 0;
	case ROUND_HALF_UP:
		return rest >= half;
	case ROUND_HALF_EVEN:
		return rest > half || (rest == half && (q & 1));
	case ROUND_DOWN:
	case ROUND_NONE:
		break;
	}
	return false;
}

enum amount_result
amount_rescale(struct amount *a, int scale, enum amount_round mode)
{
	int128 unit, v = a->minor;

	if (scale < 0 || scale > AMOUNT_SCALE_MAX)
		return AMOUNT_OVERFLOW;
	if (scale >= a->scale) {
		unit = small_powers[scale - a->scale];
		if (__builtin_mul_overflow(v, unit, &v) || v < -MINOR_MAX)
			return AMOUNT_OVERFLOW;
	} else {
		int128 rest;

		unit = small_powers[a->scale - scale];
		rest = v % unit;
		v /= unit;
		if (rest && mode == ROUND_NONE)
			return AMOUNT_INEXACT;
		if (rest && rounds_away(v, rest, unit, mode))
			v += rest < 0 ? -1 : 1;
	}
	a->minor = v;
	a->scale = scale;
	return AMOUNT_OK;
}

/* Brings both to the larger of their scales. */
static enum amount_result
align(struct amount *a, struct amount *b)
{
	if (a->scale < b->scale)
		return amount_rescale(a, b->scale, ROUND_NONE);
	return amount_rescale(b, a->scale, ROUND_NONE);
}

enum amount_result
amount_add_scaled(struct amount a, struct amount b, struct amount *sum)
{
	int128 v;

	if (a.scale != b.scale && align(&a, &b) != AMOUNT_OK)
		return AMOUNT_OVERFLOW;
	if (__builtin_add_overflow(a.minor, b.minor, &v) || v < -MINOR_MAX)
		return AMOUNT_OVERFLOW;
	sum->minor = v;
	sum->scale = a.scale;
	return AMOUNT_OK;
}

static int
cmp(int128 a, int128 b)
{
	return (a > b) - (a < b);
}

int
amount_cmp(struct amount a, struct amount b)
{
	int128 unit, whole_a, whole_b;
	int c;

	if (a.scale == b.scale)
		return cmp(a.minor, b.minor);
	if (a.scale > b.scale)
		return -amount_cmp(b, a);
	/* a has fewer decimals: compare whole units of a, then the rest of
	 * b, so that nothing has to be multiplied and can overflow */
	unit = small_powers[b.scale - a.scale];
	whole_a = a.minor;
	whole_b = b.minor / unit;
	c = cmp(whole_a, whole_b);
	return c ? c : cmp(0, b.minor % unit);
}

/* Writes v so that it ends at p; returns where it begins. */
static char *
format_short(uint64_t v, int scale, char *p)
{
	if (scale) {
		for (int i = 0; i < scale; i++, v /= 10)
			*--p = (char)('0' + v % 10);
		*--p = '.';
	}
	do {
		*--p = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	return p;
}

/* The same beyond 64 bits, where a division costs many times more. */
static char *
format_wide(uint128 v, int scale, char *p)
{
	for (int digits = 0; v; v /= 10) {
		*--p = (char)('0' + (int)(v % 10));
		if (++digits == scale)
			*--p = '.';
	}
	return p;
}

size_t
amount_format(struct amount a, char *text)
{
	char tmp[AMOUNT_TEXT_CAP], *end = tmp + sizeof tmp, *p;
	uint128 v = a.minor < 0 ? -(uint128)a.minor : (uint128)a.minor;
	size_t n;

	p = v <= UINT64_MAX ? format_short((uint64_t)v, a.scale, end)
			    : format_wide(v, a.scale, end);
	if (a.minor < 0)
		*--p = '-';
	n = (size_t)(end - p);
	memcpy(text, p, n);
	text[n] = '\0';
	return n;
}

int
amount_round_named(const char *name)
{
	static const char *const names[] = {
		[ROUND_HALF_EVEN] = "half-even",
		[ROUND_HALF_UP] = "half-up",
		[ROUND_DOWN] = "down",
		[ROUND_UP] = "up",
	};

	for (int i = ROUND_HALF_EVEN; i <= ROUND_UP; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}
