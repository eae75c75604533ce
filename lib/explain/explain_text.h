/*
 * explain_text: what was seen in a bill, in words.
 */
#ifndef EXPLAIN_TEXT_H
#define EXPLAIN_TEXT_H

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

/* Adds what was found as lines that begin with "#", and an empty one. */
void explain_text(struct explained *, struct buf *);

#endif
