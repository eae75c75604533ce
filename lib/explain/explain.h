/*
 * explain: what recon-clean --explain prints of a bill: how it seems to be
 * written, what its columns hold, and a profile to start from.
 *
 * All of it together is a profile: what was seen stands in comments above
 * the sections. Where a profile at hand reads the bill, it is that one, else
 * it is made of guesses, with what is not sure in the comments.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "explain/try_profiles.h"
#include "explain/layout/guess_layout.h"

struct explain_rules {
	struct guess_layout_hints hints;
	const char *installed; /* directory of profiles, or NULL */
};

/*
 * Adds the text about a bill, a file that can be read several times, to out.
 * 0 where the bill itself proves the profile, 1 where it does not (the first
 * line says why); -1 for one that cannot be read. One that cannot be understood
 * is told in the text.
 */
int explain_bill(const char *name, const struct explain_rules *,
    struct buf *out, struct err *);

#endif
