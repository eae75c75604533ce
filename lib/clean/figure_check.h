/*
 * figure_check: a bill's own total against its rows.
 *
 *	NAME [+ NAME | - NAME]... = count
 *	NAME [+ NAME | - NAME]... = sum [-] COLUMN [+ COLUMN | - COLUMN]...
 *	running COLUMN [by COLUMN] = sum [-] COLUMN [+ COLUMN | - COLUMN]...
 *
 * A sum may end in "within AMOUNT". NAME is a figure of the bill's
 * (stated_figures.h), or an amount; the column that runs has the balance behind
 * each row (running_balance.h), of the account that the other column names. The rows are those that come to the check;
 * amounts are read as people write them (money.h), an empty cell is nothing.
 */
#ifndef FIGURE_CHECK_H
#define FIGURE_CHECK_H

#include "clean/running_chains.h"
#include "value/amount.h"
#include "text/names.h"
#include "value/numeral.h"
#include "bill/rows/stated_figures.h"

struct figure_check_part {
	struct span name; /* owned: of a column, or of a figure */
	size_t at;        /* the column's place, once bound */
	bool minus;
};

struct figure_check_parts {
	struct figure_check_part *list; /* owned */
	size_t n, cap;
};

/* Cleared with {0}. */
struct figure_check {
	struct span total;                 /* owned: as it was written */
	struct figure_check_parts figures; /* in it; running: the column, and
	                                    * that of accounts, if any */
	struct figure_check_parts columns; /* none: rows are counted */
	bool runs;
	struct running_chains chains;    /* without accounts a single one */
	const uint64_t *line;            /* borrowed: of the row at hand */
	struct amount within;            /* what it may differ by */
	const struct numeral_form *form; /* borrowed: how amounts are read */
	uint64_t rows;                   /* since figure_check_begin */
	struct amount sum;
};

/* expression is what stands behind "=". ST_FAIL for one that is none. */
int figure_check_parse(struct figure_check *, struct span total,
    struct span expression, struct err *);

/* Forgets the rows counted, for the next bill or section. */
void figure_check_begin(struct figure_check *);

/* Finds its columns. -1, ST_DATA told, when one is missing. */
int figure_check_bind(
    struct figure_check *, const struct header *, struct err *);

/* Counts a row in. -1, the reason told, where a cell is not an amount. */
int figure_check_row(
    struct figure_check *, const struct span *cells, struct err *);

/*
 * At the end of the bill: -1, ST_DATA with both figures and the difference,
 * when they disagree or the bill has no such figure. The place is not told.
 */
int figure_check_total(
    const struct figure_check *, const struct stated_figures *, struct err *);

void figure_check_free(struct figure_check *);

#endif
