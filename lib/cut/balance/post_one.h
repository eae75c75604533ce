/*
 * post_one: a posting into accounts, whole or not at all.
 *
 * Its entries with one account and currency are added up, and each sum is one
 * UPDATE, in the order of accounts: a balance that stands at the posting's date
 * takes it, or one that stands at the date before, for the next.
 */
#ifndef POST_ONE_H
#define POST_ONE_H

#include "cut/balance/accounts.h"
#include "cut/balance/postings_in.h"
#include "io/digest.h"

enum post_is {
	POST_DONE,
	POST_ROLLED,   /* it was late, and is of the date that accounts have */
	POST_REPEATED, /* it was there already, with the same entries */
	POST_LATE,     /* refused: an account stands at a later date */
	POST_EARLY,    /* not yet: an account stands at a date that is not the
	                * one before, as far as is known */
};

/* What is added to an account; all is borrowed. */
struct post_entry {
	struct span account, currency;
	char side;
	int64_t minor;
	size_t record; /* of the posting */
};

/* Cleared with {0} but for what is borrowed; released with post_free. */
struct post {
	struct accounts *accounts;
	const struct postings_in *in;
	bool roll; /* what is late is of the date that accounts have */

	/* private */
	struct post_entry *entries; /* owned */
	size_t n, cap;
	char digest[DIGEST_TEXT + 1];
	int32_t date;               /* the last one that was looked up, */
	struct accounts_day before; /* and what is before it, */
	bool is_looked, is_known;   /* if that is known */
	bool is_torn; /* a posting could not be taken back: a part of it may be
	               * there, and nothing may be committed */
};

/* A transaction was begun: nothing is known from the one before. */
void post_begin(struct post *);

/*
 * Within a transaction that changes things; it has what was posted only where
 * this is POST_DONE or POST_ROLLED. -1, told with its place: ST_DATA for an id
 * that is there with other entries, for what accounts do not take; the transaction
 * then has nothing of it, and may be committed, unless it is torn. Any other status:
 * it may not.
 */
int post_one(
    struct post *, const struct posting *, enum post_is *, struct err *);

void post_free(struct post *);

#endif
