/*
 * prune: the results of old days go.
 */
#ifndef STORE_PRUNE_H
#define STORE_PRUNE_H

#include "store/tables/store.h"

struct prune_told {
	uint64_t days;   /* that lost their results */
	int64_t results; /* of them */
};

/*
 * Removes the results of days that are more than so many days before the last
 * one of their book, NULL for all books, and the items that were closed before
 * then; a transaction a book. What the days came to stays.
 */
int prune_store(struct store *, const char *book, unsigned keep_days,
    struct prune_told *, struct err *);

#endif
