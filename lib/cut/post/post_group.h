/*
 * post_group: postings that share a commit, brought into accounts.
 *
 * Where others change the database at the same time, what they have made impossible
 * is taken back and done again, a little later, and told to nobody.
 */
#ifndef POST_GROUP_H
#define POST_GROUP_H

#include "cut/post/post_set.h"

/* The date behind the one that accounts stand at gets known by a posting of it. */
struct post_next {
	int32_t date, next;
	bool is_known; /* or there is nothing to get known */
};

/* All is borrowed; set.in has the postings. */
struct post_group {
	struct post_set set;
	struct post_next next;
};

/*
 * Those of set.in, in a transaction of their own. set.good says what became of
 * them: 0 also where one is bad data; those before it then are there, unless
 * records of it stand apart: then good.n is 0. whole: none is then. -1: none is.
 */
int post_group(struct post_group *, bool whole, struct err *);

/* The same within a transaction, which on -1 may not be committed, nor where one is
 * bad data. */
int post_group_within(struct post_group *, struct err *);

#endif
