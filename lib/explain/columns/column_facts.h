/*
 * column_facts: what the columns of a bill hold, gathered row by row, for
 * recon-clean --explain.
 *
 * A cell of nothing but "-" or "/" counts as empty. What is read as an amount
 * with letters at the digits and no decimal mark, as R1001, is a number of
 * something else.
 */
#ifndef COLUMN_FACTS_H
#define COLUMN_FACTS_H

#include "base/buf.h"
#include "value/amount.h"
#include "explain/columns/guess_date.h"
#include "text/names.h"
#include "stream/line/row.h"

enum {
	COLUMN_FACTS_EXAMPLES = 3,
	COLUMN_FACTS_VALUES = 16,   /* different ones that are kept apart */
	COLUMN_FACTS_ROWS = 200000, /* rows whose values are compared */
	COLUMN_FACTS_KEPT = 500,    /* rows that are kept as they are, */
	COLUMN_FACTS_CELL = 80,     /* cells of so many bytes at most */
	COLUMN_FACTS_TRIES = 1000,  /* cells to find an amount among */
	COLUMN_FACTS_PAIRS = 64,    /* columns that are compared with others */
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
	uint64_t *hashes; /* owned: of the value of each row, 0 if empty */
	size_t n_hashes, cap_hashes;
	uint64_t padded;    /* cells with blanks around, inside quotes */
	uint64_t drawn;     /* that are -- or / or the like: nothing */
	uint64_t offsets;   /* dates that tell their distance from UTC */
	struct span offset; /* owned: the first, as it stands */
	bool more_offsets;  /* and another one */
	uint64_t beside;    /* a bit for each column that was filled, and not
			  * zero, in a row in which this one was */
};

struct column_facts {
	struct column_facts_column *columns; /* owned */
	size_t n;
	uint64_t rows;
	enum column_facts_mark mark; /* of column_facts_settle */
	struct buf kept;             /* owned: the first rows' cells, */
	size_t *ends;                /* owned: where each ends there */
	size_t n_ends, cap_ends;
};

void column_facts_init(struct column_facts *, size_t columns);
void column_facts_row(struct column_facts *, const struct row *);

/*
 * After the last row: the decimal mark is one for the whole bill. It is the one
 * that some column of amounts can only be read with; where none is so, or two
 * contradict each other, it stays MARK_ANY.
 */
void column_facts_settle(struct column_facts *);

/* Rows that were kept, and a cell of them, blanks around it gone; one that was
 * too long is empty. */
size_t column_facts_kept(const struct column_facts *);
struct span column_facts_cell(
    const struct column_facts *, size_t row, size_t column);

/* R1001, 20X: letters at the digits, and no decimal mark. */
bool column_facts_is_reference(struct span);

/* True if a cell says nothing: is empty, or "-" or "/". */
bool column_facts_is_nothing(struct span);

/* No two of its values are the same, and every row has one. */
bool column_facts_distinct(const struct column_facts *, size_t column);

/* No two rows have the same values in all of n columns. */
bool column_facts_distinct_all(
    const struct column_facts *, const int *columns, size_t n);

void column_facts_free(struct column_facts *);

#endif
