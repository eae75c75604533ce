/*
 * post_set: postings that share a commit: which accounts they are about, and what
 * becomes of each of them, one behind the other.
 *
 * It is made before the transaction. Within it the rows of its accounts are locked,
 * all in their order, and read; then it is decided, and what was decided is stored
 * (post_rows.h). A transaction that is taken back is begun again with the same set.
 */
#ifndef POST_SET_H
#define POST_SET_H

#include "cut/post/post_entries.h"

enum post_is {
	POST_DONE,
	POST_ROLLED,   /* it was late, and is of the date that accounts have */
	POST_REPEATED, /* it was there already, with the same entries */
	POST_LATE,     /* refused: an account stands at a later date */
	POST_EARLY,    /* not yet: an account stands at a date that is not the
	                * one before, as far as is known */
};

struct post_account {
	struct span account, currency; /* borrowed */
	bool is_there;                 /* it has a row */
	bool is_used;                  /* a posting of the set is in it */
	char side;
	int32_t turned_to;
	int64_t day, next;         /* what it has, this set's part included */
	int64_t add_day, add_next; /* this set's part */
};

struct post_item {
	const struct posting *posting; /* borrowed */
	size_t first, n;               /* its entries */
	char digest[DIGEST_TEXT + 1];
	size_t again;  /* 1 + the place of one before it with its id; 0 */
	bool is_there; /* its id is, */
	bool is_same;  /* with the same entries */
	int32_t date;  /* with which it is posted */
	enum post_is is;
};

/* Those before place n are good; behind it comes one that is bad data. */
struct post_good {
	size_t n;
	bool is_bad;
	bool is_apart; /* records of it stand before it in the set, so that what
	                * was taken for all of it is a part */
	struct err bad;
};

/* Which date is behind which, as far as was asked. */
struct post_dates {
	bool has_now;
	int32_t now; /* what accounts are turned to: until the commit */
	bool has_before;
	int32_t date, before; /* before is what date is behind: for ever */
};

/* Cleared with {0} but for what is borrowed; released with post_set_free. */
struct post_set {
	struct accounts *accounts;
	const struct postings_in *in;
	bool roll; /* what is late is of the date that accounts have */

	struct post_item *items; /* owned; those of in */
	size_t n, cap;
	struct post_item **by_id; /* owned; in order of id, then of place */
	size_t cap_by_id;
	struct post_account *list; /* owned; accounts, in their order */
	size_t n_list, cap_list;
	struct post_entries entries;
	struct post_dates dates;
	struct post_good made; /* before anything was asked, */
	struct post_good good; /* and when it was decided */

	/* private */
	struct post_entry **sorted; /* owned */
	size_t cap_sorted;
};

/* Of the postings that were read last. 0, also where one is bad data. */
int post_set_make(struct post_set *, struct err *);

/* Posting i is bad data, as e says. */
void post_set_stop(
    struct post_set *, struct post_good *, size_t i, const struct err *e);

/* A transaction has begun: nothing of its accounts and ids is known. */
void post_set_begin(struct post_set *);

/* Behind post_rows_load: what becomes of each. 0, also where one is bad data. */
int post_set_decide(struct post_set *, struct err *);

/* NULL where the set is about no such account. */
struct post_account *post_set_account(
    struct post_set *, struct span account, struct span currency);

/* The id is there with that digest: all of the set that have it know. */
void post_set_there(struct post_set *, struct span id, struct span digest);

/* The date before, where it is known. */
bool post_set_knows_before(const struct post_set *, int32_t date);

void post_set_free(struct post_set *);

#endif
