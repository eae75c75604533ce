/*
 * column_facts: what the columns of a bill hold, gathered row by row, for
 * recon-clean --explain.
 *
 * A cell of nothing but "-" or "/" counts as empty.
 */
#ifndef COLUMN_FACTS_H
#define COLUMN_FACTS_H

#include "value/amount.h"
#include "explain/guess_date.h"
#include "text/names.h"
#include "stream/row.h"

enum {
	COLUMN_FACTS_EXAMPLES = 3,
	COLUMN_FACTS_VALUES = 8,     /* different ones that are kept apart */
	COLUMN_FACTS_ROWS = 1000000, /* rows whose values are compared */
	COLUMN_FACTS_TRIES = 1000,   /* cells to find an amount among */
	COLUMN_FACTS_PAIRS = 64,     /* columns that are compared with others */
};

/* How amounts may be read: "." and "," each either, decimal mark ".",
 * decimal mark ",". */
enum column_facts_mark { MARK_ANY, MARK_POINT, MARK_COMMA, COLUMN_FACTS_MARKS };

struct column_facts_column {
	uint64_t filled;
	uint64_t nonzero;      /* cells that are filled, and not zero */
	struct names examples; /* the first few different values */
	struct names values;   /* all different values, at most one more than
			        * COLUMN_FACTS_VALUES */
	uint64_t readable[COLUMN_FACTS_MARKS]; /* cells that are amounts,
					        * read with each mark */
	struct amount sum[COLUMN_FACTS_MARKS]; /* the sums of these amounts */
	struct span odd;  /* owned: the first cell that is no amount, of a
			   * column that has amounts */
	uint64_t money;   /* cells with a decimal mark or a currency */
	uint64_t signs;   /* that have a sign, or are negative */
	uint64_t codes;   /* that are currencies of ISO 4217 */
	uint64_t words;   /* without a blank inside */
	dateguess dates;  /* the forms of dates that fit all cells */
	uint64_t *hashes; /* owned: of the values, for column_facts_distinct */
	size_t n_hashes, cap_hashes;
	uint64_t beside; /* a bit for each column that was filled, and not
			  * zero, in a row in which this one was */
};

struct column_facts {
	struct column_facts_column *columns; /* owned */
	size_t n;
	uint64_t rows;
};

void column_facts_init(struct column_facts *, size_t columns);
void column_facts_row(struct column_facts *, const struct row *);

/* No two of its values are the same, and every row has one. */
bool column_facts_distinct(struct column_facts *, size_t column);

void column_facts_free(struct column_facts *);

#endif
