/*
 * shared_store: a store that several change: a file of SQLite or, where
 * RECON_TEST_STORE names a server, a new schema of that.
 */
#ifndef SHARED_STORE_H
#define SHARED_STORE_H

#include <stdio.h>

#include "test_store.h"

static inline int
shared_store_open_again(struct flow_store *s, struct err *err)
{
	return test_store_is_served()
	    ? test_store_open_again(s, err)
	    : flow_store_open_shared_file(s, "shared.db", err);
}

/* A new one, with nothing in it. */
static inline int
shared_store_open(struct flow_store *s, struct err *err)
{
	if (test_store_is_served())
		return test_store_open(s, err);
	unlink("shared.db");
	return flow_store_open_shared_file(s, "shared.db", err);
}

#endif
