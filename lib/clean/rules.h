/*
 * rules: what becomes of the rows of a bill: rules in the order given, names
 * changed, columns chosen and put in order.
 */
#ifndef RULES_H
#define RULES_H

#include "stream/facts.h"
#include "value/numeral.h"
#include "clean/rule.h"

struct rules {
	struct rule *list; /* owned, in the order given */
	size_t n, cap;
	size_t given;             /* rules, with those that became one */
	struct names select;      /* columns that go out, in order; none: all */
	struct names from, to;    /* --rename: of the same n */
	struct numeral_form form; /* how checks read amounts */
	uint64_t line;            /* of the row at hand, for checks */
	bool want_more;           /* the caller adds a cell to each row */

	/* for the header at hand, made by rules_bind */
	struct header header;
	size_t *out;           /* owned: places of the columns that go out,
	                        * with want_more that of the cell added */
	size_t n_out, cap_out; /* without that one */
	struct span *cells;    /* owned: the row's and those that were made */
	size_t cap_cells, n_in;
	struct span *row; /* borrowed: the cells of the row at hand */
};

int rules_add(struct rules *, enum rule_kind, struct span text, struct err *);

/* "OLD=NEW"; a "=" in a name is written "\=". */
int rules_rename(struct rules *, struct span text, struct err *);

/* Forgets how many rows each rule dropped, for the next bill. */
void rules_begin_bill(struct rules *);

/* Adds, for each rule that dropped rows, its place, its text and how many. */
void rules_tell(const struct rules *, struct names *);

/* The same into the facts, unless they are NULL: dropped.PLACE. */
void rules_note(const struct rules *, struct facts *);

/* Forgets what the checks have counted, for the next bill or section. */
void rules_begin(struct rules *);

/* Finds the columns of all rules among those of a bill. -1, ST_DATA told, when
 * one is missing. The names that go out are then those of rules_name. */
int rules_bind(struct rules *, const struct names *columns, struct err *);

/* Puts the columns that go out into the order of the first n of names, if they
 * are the same columns; else they stay as they are. */
void rules_arrange(struct rules *, const struct names *, size_t n);

struct span rules_name(const struct rules *, size_t i);

/* Applies all rules to a row with as many cells as the bill has columns. On
 * RULE_PASS r->row has its cells, of which those at r->out go out. */
enum rule_outcome rules_apply(struct rules *r, struct row *, struct err *);

/* How many rules are checks of figures the bill states. */
size_t rules_checks(const struct rules *);

/* At the end of a bill or section: -1, ST_DATA told, where a figure it stated
 * does not agree. */
int rules_check(
    const struct rules *, const struct stated_figures *, struct err *);

void rules_free(struct rules *);

#endif
