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

struct words {
	struct span all;  /* the whole text, for messages */
	struct span rest; /* what was not taken yet */
};

struct words words_of(struct span text);

/* Nothing is left but blanks. */
bool words_end(struct words *);

/* Takes word if it is the next thing; a letter may not follow a letter. */
bool words_take(struct words *, const char *word);

/*
 * Takes a column name, up to an operator or the end; a value. What it says
 * is written to b, cleared before. ST_FAIL, with the place, where there is
 * none. *plain, if not NULL: it was not in quotes.
 */
int words_column(struct words *, struct buf *b, struct err *);
int words_value(struct words *, struct buf *b, bool *plain, struct err *);

/* "ALL: WHAT at: REST". Always -1. */
int words_fail(const struct words *, const char *what, struct err *);

#endif
