/*
 * record: one line of a record stream, recon-record(5).
 *
 *	KEY  AMOUNT  CURRENCY  SIDE  DATE  [NAME=VALUE]...
 */
#ifndef RECORD_H
#define RECORD_H

#include "value/amount.h"
#include "value/currency.h"
#include "base/err.h"
#include "base/span.h"

/* Every span points into the line and dies with it. */
struct record {
	struct span line;
	struct span key;         /* escaped, as it stands */
	struct span amount_text; /* canonical: equal amounts, equal text */
	struct amount amount;
	struct span currency; /* a code or "-" */
	char side;            /* 'L' or 'R' */
	struct span date;     /* YYYY-MM-DD or "-" */
	struct span carried;  /* NAME=VALUE<TAB>..., empty if there are none */
	uint64_t count;       /* records it stands for: its n=, or 1 */
};

/*
 * Reads and checks a line. On -1 the error names field and reason but not
 * the place; *r is then undefined.
 */
int record_parse(struct span line, struct record *r, struct err *);

/*
 * Makes r the record of a copy of its line that begins at to: every span
 * points there afterwards.
 */
void record_move(struct record *r, const char *to);

/* The value of the fixed field that an option calls so: key, amount, currency,
 * side or date. False for any other name. */
bool record_fixed(const struct record *, struct span name, struct span *value);

/* A currency of a stream: "-" or a code. */
bool record_is_currency(struct span);

/* "L" or "R"; 0 for anything else. */
char record_side(struct span);

/* A date of a stream: "-" or a day of the calendar. */
bool record_is_date(struct span);

/* True for NAME=VALUE with a NAME that is not empty. */
bool record_is_carried(struct span field);

/* True for date=VALUE, which no record carries: in results l.date= and r.date=
 * are the DATEs of the sides. */
static inline bool
record_is_dated(struct span field)
{
	return field.len >= 5 && !memcmp(field.p, "date=", 5);
}

/* True if key may stand first on a line, see recon-record(5). */
bool record_is_key(struct span key);

#endif
