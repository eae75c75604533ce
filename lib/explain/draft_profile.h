/*
 * draft_profile: the profile that recon-clean --explain prints, made of guesses.
 */
#ifndef DRAFT_PROFILE_H
#define DRAFT_PROFILE_H

#include "explain/columns/guess_key.h"
#include "explain/layout/guess_layout.h"

/* What rows that do not fit may need. */
struct draft_profile_rules {
	bool pad, cut, stray; /* --ragged, --stray-quotes */
};

/* Adds the lines of [recon-clean], "key = value" and no other. */
void draft_profile_clean(struct buf *, const struct guess_layout *,
    const struct draft_profile_rules *);

/* Adds the lines of [recon-key]; what is not known, as a comment. */
void draft_profile_key(
    struct buf *, const struct guess_key *, const struct names *columns);

#endif
