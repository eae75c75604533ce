/*
 * tie_pair: which pair of a book a run of recon-join has compared, by the digests
 * of what it read.
 */
#ifndef TIE_PAIR_H
#define TIE_PAIR_H

#include "cut/verify/extracts.h"
#include "stream/stage.h"

/* What it has compared. All is borrowed. */
struct tie_pair {
	size_t pair; /* its place in the book */
	const struct extract *left, *right;
};

/*
 * Finds it, at best one that is not taken and has the options that it was run
 * with: two pairs may have the same extracts, as where nothing is lost on the
 * way. ST_DIFFER, with the reason, where an
 * input is no extract of the round, where there is no such pair, and where it is
 * taken.
 */
int tie_pair_find(struct turn *, const struct turn_round *,
    const struct extracts *, const bool *taken, const struct stage *,
    struct tie_pair *, struct err *);

/* Are they what the systems gave last, so that all pairs of a system are of the
 * same records? Else ST_DIFFER, told. */
int tie_pair_check_last(const struct cut_book *, const struct extracts *,
    const struct tie_pair *, struct err *);

#endif
