/*
 * rule_words: the small language of recon-clean's rules, taken apart.
 *
 *	金额(元) >= 100 and not (status = "a b" or type ~ ^(pay|refund)$)
 *
 * A column name is what stands before an operator, a value what follows it,
 * up to "and", "or", "if", "->", a closing parenthesis that was not opened
 * within it, or the end. Either may be written in "..."; a quote within is
 * then doubled. A backslash is a backslash, as patterns need it.
 */
#ifndef RULE_WORDS_H
#define RULE_WORDS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

struct rule_words {
	struct span all;  /* the whole text, for messages */
	struct span rest; /* what was not taken yet */
	size_t parts;     /* of conditions, taken so far */
	bool pairs;       /* a value may be another column */
};

struct rule_words rule_words_of(struct span text);

/* Nothing is left but blanks. */
bool rule_words_end(struct rule_words *);

/* Takes word if it is the next thing; a letter may not follow a letter. */
bool rule_words_take(struct rule_words *, const char *word);

/*
 * Takes a column name, up to an operator or the end; a value. What it says
 * is written to b, cleared before. ST_FAIL, with the place, where there is
 * none. *plain, if not NULL: it was not in quotes.
 */
int rule_words_column(struct rule_words *, struct buf *b, struct err *);
int rule_words_value(
    struct rule_words *, struct buf *b, bool *plain, struct err *);

/* "ALL: WHAT at: REST". Always -1. */
int rule_words_fail(const struct rule_words *, const char *what, struct err *);

#endif
