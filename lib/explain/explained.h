/*
 * explained: what is known of a bill that is explained, and its rows, read as
 * the profile that is proposed would read them.
 */
#ifndef EXPLAINED_H
#define EXPLAINED_H

#include "explain/draft_profile.h"
#include "explain/proof/proof.h"
#include "explain/try_profiles.h"

struct explained {
	const char *name;
	struct guess_layout sniff;
	struct draft_profile_rules rules;
	struct names columns;
	struct column_facts survey;
	struct guess_key guess;
	struct tried_profiles like;
	struct trial trial; /* of what is proposed */
	struct proof proof;
	uint64_t bad;   /* rows that do not fit */
	struct err why; /* of the first of them, or of the end */
	bool failed;    /* the bill cannot be read to its end */
};

/*
 * Reads the rows into columns and survey. Rows that do not fit may fit with
 * --ragged or --stray-quotes: the option that helps most is kept, as long as one
 * helps. entry: of a zip archive, or NULL. -1 for a bill that cannot be opened.
 */
int explained_rows(struct explained *, const char *entry, struct err *);

/* Forgets the rows. */
void explained_forget(struct explained *);

#endif
