/*
 * condition: conditions over the cells of a row, recon-clean(1).
 *
 *	TEST, not COND, COND and COND, COND or COND, (COND)
 *
 * A TEST is COLUMN OPERATOR VALUE: = and != compare as text, ~ and !~ look
 * for a pattern, == < <= > >= compare exactly as numbers, or as dates where
 * VALUE begins YYYY-MM-DD: then only as much of the cell as VALUE has.
 *
 * Tests, "not" and parentheses are at most 1000 in all of a rule.
 */
#ifndef CONDITION_H
#define CONDITION_H

#include "text/names.h"
#include "rule/rule_words.h"

struct condition;

/* Reads a condition off the words. NULL, ST_FAIL told. */
struct condition *condition_parse(struct rule_words *, struct err *);

/*
 * The same where a value may be another column: {COLUMN}, not in quotes and
 * nothing beside it. Two columns compare as dates where the other one's cell
 * begins with one; no pattern is {COLUMN}.
 */
struct condition *condition_parse_pairs(struct rule_words *, struct err *);

/* Adds the names of the columns that it looks at, each once. */
void condition_columns(const struct condition *, struct names *);

/* A test of a condition; all is borrowed from it. */
struct condition_part {
	struct span column;
	const char *operator;
	struct span value;
	bool quoted; /* the value was in quotes */
	bool pair;   /* the value names another column */
};

/* Calls see for each test, in the order they are written. */
void condition_each(const struct condition *,
    void (*see)(void *arg, const struct condition_part *), void *arg);

/* Finds the columns. -1, ST_DATA told, when one is missing. */
int condition_bind(struct condition *, const struct header *, struct err *);

/*
 * Is it so for these cells? 1 or 0. -1, the reason told (ST_DATA), where a
 * cell that is to be compared as a number or date is none (an empty one is
 * merely not so), or a pattern was given up.
 */
int condition_test(
    const struct condition *, const struct span *cells, struct err *);

void condition_free(struct condition *);

#endif
