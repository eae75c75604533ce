/*
 * result: one line of a result stream, recon-result(5).
 *
 *	KEY CLASS LEFT RIGHT DIFF CURRENCY DATE [NAME=VALUE]...
 */
#ifndef RESULT_H
#define RESULT_H

#include <stdint.h>

#include "value/amount.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* In the order of their names as bytes, which is the order of the lines. */
enum result_class {
	CLASS_ADJUSTED,  /* closed by a person */
	CLASS_AMBIGUOUS, /* one side, and more than one way to match it */
	CLASS_AMOUNT,    /* on both sides, amounts differ */
	CLASS_DUPLICATE, /* one side, a second time */
	CLASS_FIELD,     /* on both sides, a field compared differs */
	CLASS_LEFT,      /* only left */
	CLASS_MATCHED,   /* agrees, or within the tolerance */
	CLASS_RIGHT,     /* only right */
	CLASS_ROLLED,    /* closed against an earlier day */
	CLASS_COUNT,
};

enum { CLASS_NAME_MAX = 9 }; /* bytes */

/* Every span points into the line and dies with it. */
struct result {
	struct span line;
	struct span key;
	enum result_class class;
	bool has_left, has_right;
	struct amount left, right; /* zero where the side is missing */
	struct amount diff;        /* left - right */
	struct span currency;
	struct span date;    /* the earliest accounting date, or "-" */
	int32_t day;         /* of date; undefined where that is "-" */
	struct span carried; /* NAME=VALUE<TAB>..., empty if there are none */
};

const char *result_class_name(enum result_class);
struct span result_class_text(enum result_class);

/* The class of that name; false where none has it. */
bool result_class_find(struct span, enum result_class *);

/*
 * Reads and checks a line: the class must fit the sides that are there and
 * DIFF must be LEFT - RIGHT. As record_parse.
 */
int result_parse(struct span line, struct result *r, struct err *);

/*
 * Makes r the result of a copy of its line that begins at to: every span
 * points there afterwards.
 */
void result_move(struct result *r, const char *to);

/* True for a result that stays open until another day closes it. */
static inline bool
result_is_open(const struct result *r)
{
	return r->class != CLASS_ADJUSTED && r->class != CLASS_MATCHED &&
	    r->class != CLASS_ROLLED;
}

/* Adds the fixed fields of r to b, KEY to DATE, without LF. r->line and
 * r->carried need not be set; r->diff is written as it is, not computed. */
void result_format(struct buf *b, const struct result *r);

/*
 * The value of the carried field name in carried; false when there is none.
 */
bool result_carried(struct span carried, struct span name, struct span *value);

#endif
