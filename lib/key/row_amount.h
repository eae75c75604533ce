/*
 * row_amount: the currency and the amount of a table's row, from one column or
 * added up from several, with the currency's decimals.
 *
 * The rules are set by the caller, who clears the rest.
 */
#ifndef ROW_AMOUNT_H
#define ROW_AMOUNT_H

#include "value/plain_amount.h"
#include "key/columns.h"
#include "value/scales.h"
#include "key/sign_column.h"
#include "value/money.h"

struct row_amount {
	/* the rules; owned from here on */
	struct columns amounts; /* added up; negative: subtracted */
	struct sign_column direction;
	struct numeral_form form;   /* of the amounts, */
	bool minor;                 /* which are in minor units: */
	struct scales minor_scales; /* the decimals of those, */
	struct scales scales;       /* and of the amounts written */
	enum amount_round round;
	struct columns currency; /* one, a column or else a code; none */

	/* private */
	bool currency_varies;    /* it is a column */
	bool as_it_stands;       /* an amount is the text of a cell, */
	size_t place;            /* of this column */
	char code[CURRENCY_MAX]; /* of the row before, or "-" */
	size_t code_len;
	char said[CURRENCY_MAX];   /* the cell it is from, */
	size_t said_len;           /* 0: none, or a longer one */
	int scale;                 /* what follows from the code, */
	struct plain_amount canon; /* and what most amounts look like */
	struct buf cell;           /* unescaped */
	struct buf mark;           /* the first sign of a currency met
	                             * while the currency is not known */
};

/* Finds the columns in a table just opened. -1, place included. */
int row_amount_bind(struct row_amount *, const struct table_in *, struct err *);

/* The currency of the row asked for last, or of all rows. */
static inline struct span
row_amount_code(const struct row_amount *r)
{
	return (struct span){ r->code, r->code_len };
}

/*
 * Finds the currency of the row: 1 if it is another than that of the row
 * before, else 0. -1 with column and reason, without the place.
 */
int row_amount_currency(
    struct row_amount *, const struct table_in *, struct err *);

/*
 * The quick half of row_amount_amount, for rows with slack: the length of the
 * text, 0 for amounts it does not take.
 */
static inline size_t
row_amount_quick(const struct row_amount *r, const struct table_in *t,
    char *text, struct amount *a)
{
	struct plain_amount_cell cell;

	if (!r->as_it_stands ||
	    !plain_amount_read(&r->canon, t->fields[r->place], &cell))
		return 0;
	*a = (struct amount){ cell.negative ? -cell.minor : cell.minor,
		r->scale };
	return plain_amount_put(&cell, text);
}

/*
 * The amount of the row, in the currency asked for just before: the
 * canonical text (AMOUNT_TEXT_CAP bytes at most, no NUL) and the value. -1 as
 * above.
 */
int row_amount_amount(struct row_amount *, const struct table_in *, char *text,
    size_t *len, struct amount *, struct err *);

void row_amount_free(struct row_amount *);

#endif
