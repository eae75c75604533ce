/*
 * numeral: a number without a sign as people write it, digits parted by
 * marks.
 *
 *	1234.56   1,234.56   1.234,56   2 500,00   1'234.50   12,34,567.00
 *
 * One mark may be the decimal one; the others part groups of thousands
 * (three digits each, or two before the last three, as in India), are all
 * the same, and do not follow a leading zero. A numeral is read only where
 * one reading is possible. Without a declaration "." and "," may be either,
 * so that 1.234 and 1,234 are refused while 12.30, 0.234, 1234.567,
 * 1,234,567 and 1.234,56 are clear.
 */
#ifndef NUMERAL_H
#define NUMERAL_H

#include "value/amount.h"
#include "base/err.h"
#include "base/span.h"

enum { NUMERAL_GROUPS = 32 }; /* more digits than 128 bits hold */

/* What was declared about numerals. */
struct numeral_form {
	char decimal;            /* the decimal mark; 0: not declared */
	bool thousands_declared; /* no mark but this one parts groups: */
	struct span thousands;   /* empty: none does */
	bool minor;              /* digits count minor units, */
	int minor_decimals;      /* the units' decimals */
};

struct numeral {
	struct span groups[NUMERAL_GROUPS]; /* digits */
	struct span marks[NUMERAL_GROUPS];  /* before each but the first */
	int n;
};

/*
 * Declares the decimal mark: one printable ASCII byte that is no digit,
 * letter, sign or parenthesis. False, and nothing declared, otherwise.
 */
bool numeral_decimal(struct numeral_form *, const char *text);

/*
 * Declares the thousands mark: such a byte, a blank (any of U+0020, U+00A0,
 * U+2009, U+202F stands for all), one character beyond ASCII, or "none".
 * Borrows text.
 */
bool numeral_thousands(struct numeral_form *, const char *text);

/* True if "." can only be the decimal mark between so many digits, of which
 * the first is given. */
bool numeral_point_is_clear(
    const struct numeral_form *, char first, size_t whole, size_t decimals);

/* The bytes of the blank that s begins with (a TAB too), 0 for none. */
size_t numeral_blank(struct span s);

/* True if s begins with a digit, or a mark and a digit. */
bool numeral_begins(const struct numeral_form *, struct span s);

/*
 * Takes the digits and marks that *s begins with; the spans live as s does.
 * False when there are too many.
 */
bool numeral_take(
    const struct numeral_form *, struct span *s, struct numeral *);

/*
 * The value, with as many decimals as were written. On -1 the error is the
 * reason alone, "is not an amount".
 */
int numeral_value(const struct numeral_form *, const struct numeral *,
    struct amount *, struct err *);

#endif
