/*
 * amount: exact money.
 *
 * An amount is a whole number of minor units, 128 bits wide, and the number
 * of decimals (the scale) that says what one unit is: 12.30 is 1230 at scale
 * 2. Nothing here rounds unless a mode is named, and nothing is a float.
 * Overflow is an outcome, never a wrapped number.
 */
#ifndef AMOUNT_H
#define AMOUNT_H

#include "base/span.h"

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

enum {
	AMOUNT_SCALE_MAX = 18, /* decimals */
	AMOUNT_TEXT_CAP = 64,  /* bytes amount_format may write */
};

/* -2^127, which no amount is, so that each has its opposite. */
#define AMOUNT_MINOR_NONE ((int128)((uint128)1 << 127))

struct amount {
	int128 minor; /* in units of 10^-scale, above -2^127 */
	int scale;    /* decimals, 0 to AMOUNT_SCALE_MAX */
};

enum amount_result {
	AMOUNT_OK,
	AMOUNT_SYNTAX,   /* not an amount in the form asked for */
	AMOUNT_OVERFLOW, /* does not fit 128 bits or the largest scale */
	AMOUNT_INEXACT,  /* would lose decimals and no rounding was named */
};

/* How amount_rescale drops decimals; the names are those of Python's
 * decimal and Java's RoundingMode. */
enum amount_round {
	ROUND_NONE,      /* dropping a digit other than 0 is AMOUNT_INEXACT */
	ROUND_HALF_EVEN, /* to nearest, a tie to the even digit */
	ROUND_HALF_UP,   /* to nearest, a tie away from zero */
	ROUND_DOWN,      /* towards zero */
	ROUND_UP,        /* away from zero */
};

/* In words for a message: "is not an amount", "is too large", ... */
const char *amount_why(enum amount_result);

/*
 * Reads the canonical form of the streams, -?digits[.digits] without
 * leading zeros, "+" or "-0" (recon-record(5)); the scale is the number of
 * decimals written. *a is untouched unless AMOUNT_OK.
 */
enum amount_result amount_parse(struct span, struct amount *a);

/*
 * The same of what stands at *from, up to the first byte that cannot belong
 * to it; *from is then behind it, but for AMOUNT_SYNTAX.
 */
enum amount_result amount_scan(
    const char **from, const char *end, struct amount *a);

/* The number of eight digits 0 to 9 (not '0' to '9'), the first in the
 * lowest byte: pairs, then fours, then all of them side by side. */
static inline uint64_t
amount_eight_digits(uint64_t x)
{
	const uint64_t pair = 0x000000ff000000ffu;

	x = x * 10 + (x >> 8);
	return ((x & pair) * 0x000f424000000064u +
		   (x >> 16 & pair) * 0x0000271000000001u) >>
	    32;
}

/* What amounts of few digits and one scale have in common: where eight bytes
 * that end with such an amount hold its "." and the digits around it. */
struct amount_form {
	uint64_t dot, place, before, behind;
	size_t least; /* bytes of the shortest; too many for eight if there
	               * is no such amount */
};

static inline struct amount_form
amount_form(int scale)
{
	unsigned at = EIGHT * (unsigned)(EIGHT - 1 - scale);

	if (scale == 0)
		return (struct amount_form){ .behind = UINT64_MAX, .least = 1 };
	if (scale > EIGHT - 2)
		return (struct amount_form){ .least = EIGHT + 1 };
	return (struct amount_form){
		.dot = (uint64_t)('.' ^ '0') << at,
		.place = (uint64_t)0xff << at,
		.before = ((uint64_t)1 << at) - 1,
		.behind = ~(((uint64_t)1 << at << EIGHT) - 1),
		.least = (size_t)scale + 2,
	};
}

/*
 * Reads the n bytes before end as an amount of that form without a sign:
 * false for any other, good or bad. EIGHT bytes before end can be read.
 */
static inline bool
amount_scan_form(
    const struct amount_form *f, const char *end, size_t n, int64_t *minor)
{
	uint64_t x, bad, first;

	if (n < f->least || n > EIGHT)
		return false;
	first = (uint64_t)0xff << (EIGHT - n) * 8;
	x = eight_load(end - EIGHT) ^ (EIGHT_ONES * '0');
	x &= UINT64_MAX << (EIGHT - n) * 8;
	x ^= f->dot;
	bad = (((x + EIGHT_ONES * 0x76) | x) & EIGHT_TOPS) | (x & f->place);
	if (bad || ((n > f->least) & ((x & first) == 0)))
		return false;
	*minor = (int64_t)amount_eight_digits(
	    (x & f->behind) | (x & f->before) << 8);
	return true;
}

/*
 * The same number with scale decimals. AMOUNT_INEXACT where digits would be
 * lost under ROUND_NONE. *a is untouched unless AMOUNT_OK.
 */
enum amount_result amount_rescale(
    struct amount *a, int scale, enum amount_round);

/* Exact comparison of numbers: 1.5 equals 1.50. <0, 0, >0. */
int amount_cmp(struct amount a, struct amount b);

static inline bool
amount_is_zero(struct amount a)
{
	return a.minor == 0;
}

static inline struct amount
amount_neg(struct amount a)
{
	return (struct amount){ -a.minor, a.scale };
}

/* What amount_add leaves over: other scales, and overflow. */
enum amount_result amount_add_scaled(
    struct amount a, struct amount b, struct amount *sum);

/* *sum = a + b, a - b, with the larger of the two scales. */
static inline enum amount_result
amount_add(struct amount a, struct amount b, struct amount *sum)
{
	int128 v;

	if (a.scale != b.scale ||
	    __builtin_add_overflow(a.minor, b.minor, &v) ||
	    v == AMOUNT_MINOR_NONE)
		return amount_add_scaled(a, b, sum);
	sum->minor = v;
	sum->scale = a.scale;
	return AMOUNT_OK;
}

static inline enum amount_result
amount_sub(struct amount a, struct amount b, struct amount *difference)
{
	return amount_add(a, amount_neg(b), difference);
}

static inline struct amount
amount_abs(struct amount a)
{
	return a.minor < 0 ? amount_neg(a) : a;
}

/*
 * Writes the canonical form to text (at least AMOUNT_TEXT_CAP bytes), with
 * a NUL behind it; returns its length in bytes.
 */
size_t amount_format(struct amount, char *text);

/* By name as options have it ("half-even"); -1 for an unknown name. */
int amount_round_named(const char *name);

#endif
