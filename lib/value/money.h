/*
 * money: amounts as people and banks write them.
 *
 *	1,234.56   1.234,56   2 500,00 kr   ¥12.00   ($1,936.76)   - $21.59
 *	12.30-   318.30+   000000476800   C000000473939   12.00 EUR
 *
 * A numeral (numeral.h) with, before or after it, at most one sign and at
 * most two names of its currency. A minus (U+2212 too), parentheses, DR or D
 * make the amount negative; a plus, CR or C say that it is not. What is not
 * clearly an amount is refused with the reason, never taken for 0.
 */
#ifndef MONEY_H
#define MONEY_H

#include <stdint.h>

#include "value/numeral.h"

struct money {
	struct amount amount; /* with as many decimals as were written */
	bool is_signed;       /* a sign stands there */
	struct span mark;     /* the currency's sign or code, the last of
	                       * two; empty when there is none */
};

/*
 * Reads a cell (unescaped; blanks around it do not matter). A currency sign
 * or code in it must fit currency, unless that is "-". On -1 the error is the
 * reason alone and *m untouched. The mark lives as the cell does.
 */
int money_parse(struct span cell, const struct numeral_form *,
    struct span currency, struct money *m, struct err *);

/*
 * The quick road for -?digits[.digits] that can be read in one way only and
 * fits 64 bits: the canonical text with scale decimals goes to text (at
 * least AMOUNT_TEXT_CAP bytes), the minor units to *minor. Returns the
 * text's length; 0 where the cell, good or bad, needs money_parse.
 */
size_t money_plain(struct span cell, const struct numeral_form *, int scale,
    char *text, int64_t *minor);

#endif
