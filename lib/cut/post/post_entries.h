/*
 * post_entries: a posting as what it adds to accounts.
 *
 * Its records with one account and currency are added up: an entry. They stand
 * in the order of accounts.
 */
#ifndef POST_ENTRIES_H
#define POST_ENTRIES_H

#include "cut/balance/accounts.h"
#include "cut/post/postings_in.h"
#include "io/digest.h"

/* What is added to an account; all is borrowed. */
struct post_entry {
	struct span account, currency;
	char side;
	int64_t minor;
	size_t record; /* of the posting, for messages */
	size_t at;     /* the account's place in a set of postings */
};

struct post_entries {
	struct post_entry *list; /* owned */
	size_t n, cap;
};

/*
 * Adds those of a posting behind the others; *n of them. digest is what the posting
 * is known by, beside its id: its records, in any order. -1, told with its place,
 * none is added: ST_DATA for what accounts do not take.
 */
int post_entries_add(struct post_entries *, struct accounts *,
    const struct postings_in *, const struct posting *, size_t *n,
    char digest[DIGEST_TEXT + 1], struct err *);

void post_entries_free(struct post_entries *);

#endif
