/*
 * words: a command as a file has it, made the words of its argv, without a
 * shell: parted by blanks; "..." keeps blanks, and within it "" is a quote.
 */
#ifndef WORDS_H
#define WORDS_H

#include "base/err.h"

/* Cleared with {0}, released with words_free. */
struct words {
	char **argv; /* owned, and each of them; a NULL behind the last */
	size_t n, cap;
};

/* Adds the words of text. ST_FAIL where there is none, where a quote is not
 * closed, or where a NUL stands in it. */
int words_split(struct words *, struct span text, struct err *);

void words_free(struct words *);

#endif
