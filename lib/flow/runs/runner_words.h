/*
 * runner_words: the words of an order: VERB WORD... [--and-after] [--why TEXT]
 */
#ifndef RUNNER_WORDS_H
#define RUNNER_WORDS_H

#include "flow/world/world.h"

enum { RUNNER_WORDS_MAX = 1000 };

/* Borrowed from the order. */
struct runner_words {
	const char *verb;
	const char *list[RUNNER_WORDS_MAX];
	size_t n;
	bool after, reset;
	const char *why; /* or NULL */
};

/* ST_FAIL for an option that is none of the verb's, told. */
int runner_words_part(
    struct runner_words *, const struct world_order *, struct err *);

#endif
