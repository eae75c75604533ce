/*
 * rule: one thing recon-clean does to a row, recon-clean(1).
 *
 *	keep     COND
 *	drop     COND
 *	replace  COLUMN ~ PATTERN -> TEXT     what matches; $1 is a group
 *	         COLUMN = VALUE -> TEXT       the whole value
 *	set      COLUMN = TEXT                {NAME} is that column's value
 *	default  COLUMN = TEXT                only where it is empty
 *	split    COLUMN ~ PATTERN -> A,B      the groups become columns
 *	negate   COLUMN                       the sign of an amount
 *	check    TOTAL = count                the bill's total (figure_check.h)
 *	         TOTAL = sum COLUMN
 *
 * All but keep and drop may end in "if COND".
 */
#ifndef RULE_H
#define RULE_H

#include "clean/figure_check.h"
#include "rule/condition.h"
#include "text/names.h"
#include "text/pattern.h"
#include "stream/line/row.h"

enum rule_kind {
	RULE_KEEP,
	RULE_DROP,
	RULE_REPLACE,
	RULE_MAP, /* replace with "=" */
	RULE_SET,
	RULE_DEFAULT,
	RULE_SPLIT,
	RULE_NEGATE,
	RULE_CHECK,
};

struct rule_entry {           /* of a map */
	struct span from, to; /* owned */
};

struct rule_piece {       /* of a text: bytes, or a column's value */
	struct span text; /* owned: the bytes, or the column's name */
	bool is_column;
	size_t at; /* the column's place, once bound */
};

struct rule {
	enum rule_kind kind;
	char *text;             /* owned: as it was written */
	size_t place;           /* among the rules, from 1 */
	uint64_t dropped;       /* rows, of the bill at hand */
	struct condition *cond; /* owned; NULL: for every row */
	char *column;           /* owned */
	size_t at;              /* its place, once bound */
	struct pattern pattern;
	struct span with;       /* owned: what replaces */
	struct rule_entry *map; /* owned, in order of from once bound */
	size_t n_map, cap_map;
	struct rule_piece *pieces; /* owned */
	size_t n_pieces, cap_pieces;
	struct names made; /* columns a split makes */
	size_t made_at;    /* the place of the first */
	struct figure_check check;
	struct buf value; /* the value it made for the last row */
};

/* What the option is called that gives such a rule. */
const char *rule_name(enum rule_kind);

/* Reads a rule. ST_FAIL, with the place, for one that is none. */
int rule_parse(struct rule *, enum rule_kind, struct span text, struct err *);

/* Joins two maps of one column for the same rows to one map, in which the first
 * match counts: true, and other is left without entries. False for any other
 * two rules. */
bool rule_join(struct rule *, struct rule *other);

/* Finds its columns in the header and adds those it makes. -1, ST_DATA
 * told, when one is missing. */
int rule_bind(struct rule *, struct header *, struct err *);

enum rule_outcome {
	RULE_BAD = -1, /* the row is bad, the reason is told */
	RULE_PASS = 0, /* on to the next rule */
	RULE_GONE = 1, /* the row is dropped */
};

/* Applies the rule to the cells of a row. A value it makes lives until it is
 * applied again; *odd is set where a value may hold bytes that tables escape. */
enum rule_outcome rule_apply(
    struct rule *, struct span *cells, bool *odd, struct err *);

void rule_free(struct rule *);

#endif
