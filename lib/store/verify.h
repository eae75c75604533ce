/*
 * verify: are the rows of a store what was loaded?
 */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "store/tables/store.h"

struct verify_told {
	uint64_t days, results, items; /* that were looked at */
	uint64_t pruned;               /* days that were not */
};

/*
 * Computes what each day comes to from its rows and compares it with what was
 * kept of it, and the items that are open with the last day's lines. book NULL:
 * of all. ST_DATA with the first that differs.
 */
int verify_store(
    struct store *, const char *book, struct verify_told *, struct err *);

#endif
