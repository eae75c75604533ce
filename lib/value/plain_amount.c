#include "value/plain_amount.h"

/* The first and the last n bytes of a word of text. */
static uint64_t
last_bytes(int n)
{
	return n ? ~UINT64_C(0) << (EIGHT - n) * 8 : 0;
}

static uint64_t
first_bytes(int n)
{
	return ~last_bytes(EIGHT - n);
}

static struct plain_amount
whole_numbers(bool padded)
{
	return (struct plain_amount){
		.least = 1,
		.behind = ~UINT64_C(0),
		.unit = 100000000,
		.padded = padded,
	};
}

/* With a point, and scale digits behind it, in the last eight bytes. */
static struct plain_amount
with_point(int scale)
{
	int before = EIGHT - scale - 1; /* bytes */

	return (struct plain_amount){
		.least = (size_t)scale + 2,
		.point_at = (uint64_t)0xff << before * 8,
		.point = (uint64_t)('.' ^ '0') << before * 8,
		.before = first_bytes(before),
		.behind = last_bytes(scale),
		.shift = 8,
		.unit = 10000000,
	};
}

void
plain_amount_set(
    struct plain_amount *c, const struct numeral_form *f, int scale)
{
	*c = (struct plain_amount){ .least = PLAIN_AMOUNT_MAX + 1 };
	if (f->minor) {
		if (f->minor_decimals == scale)
			*c = whole_numbers(true);
	} else if (scale == 0) {
		*c = whole_numbers(false);
	} else if (scale <= EIGHT - 2 &&
	    /* clear after one digit: then after any */
	    numeral_point_is_clear(f, '1', 1, (size_t)scale)) {
		*c = with_point(scale);
	}
}
