/*
 * fetch_state: what is known while bills are fetched.
 */
#ifndef FETCH_STATE_H
#define FETCH_STATE_H

#include "fetch/fetch_plan.h"
#include "net/curl/transfer.h"
#include "stream/facts.h"

struct fetch {
	const struct fetch_plan *plan; /* borrowed */
	struct transfer *net;          /* owned */
	bool allow_empty, verbose;
	void (*say)(const char *text); /* a line for people */
	struct facts *facts;           /* borrowed, or NULL */
	uint64_t n_new, n_same, n_changed;
};

#endif
