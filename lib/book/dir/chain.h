/*
 * chain: the newest generations of a manifest's days, and which of them are
 * stale.
 *
 * A day is stale where it was rolled from anything but the newest generation of
 * the day before it in the chain, or that one is stale.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "book/dir/manifest.h"

struct chain_day {
	size_t at; /* in the manifest */
	bool stale;
};

/* Released with chain_free. */
struct chain {
	struct chain_day *days; /* owned, ascending */
	size_t n;
};

/* Forgets what was there before. */
void chain_make(struct chain *, const struct manifest *);

/* How many are not stale: the first ones, for a stale day makes stale those
 * after it. */
size_t chain_whole(const struct chain *);

void chain_free(struct chain *);

#endif
