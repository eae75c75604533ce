/*
 * condition_state: the parts of a condition, for those who make and test them.
 */
#ifndef CONDITION_STATE_H
#define CONDITION_STATE_H

#include "text/pattern.h"
#include "value/amount.h"

enum condition_kind {
	CONDITION_AND,
	CONDITION_OR,
	CONDITION_NOT,
	CONDITION_TEXT,
	CONDITION_PATTERN,
	CONDITION_NUMBER,
	CONDITION_DATE
};

/* Which outcomes of a comparison make the test true. */
enum { CONDITION_BELOW = 1, CONDITION_SAME = 2, CONDITION_ABOVE = 4 };

struct condition {
	enum condition_kind kind;
	struct condition *left, *right; /* owned; right only of AND and OR */
	char *column;                   /* owned */
	size_t at;                      /* the column's place, once bound */
	char *other;     /* owned: what the value names, or NULL */
	size_t other_at; /* its place */
	const char *operator;
	bool quoted;       /* the value was in quotes */
	struct span value; /* owned: what is compared with */
	struct amount number;
	struct pattern pattern;
	bool wanted;  /* TEXT, PATTERN: false turns it round */
	int outcomes; /* NUMBER, DATE */
};

/* A plain number: sign, digits, point, digits; nothing else. */
bool condition_number(struct span, struct amount *);

/* Does it begin with a day YYYY-MM-DD that there is? */
bool condition_begins_date(struct span);

#endif
