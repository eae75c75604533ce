/*
 * load: a day's results into a store.
 */
#ifndef LOAD_H
#define LOAD_H

#include "store/stage_facts.h"
#include "store/tables/store.h"
#include "stream/stream_in.h"

struct load_wish {
	const char *book;
	int32_t date;
	const char *file;          /* the results */
	struct stream_rules rules; /* how they are read */
	bool no_total;
	const struct names *columns; /* that are to be there */
	const struct stage_facts *facts;
	struct stream_out *tee; /* gets the lines, or NULL; its #total is for
				 * the caller to write */
};

/* Where it is the same the store is as it was, without new columns. */
enum load_outcome { LOAD_NEW, LOAD_SAME, LOAD_REPLACED };

struct load_told {
	enum load_outcome outcome;
	struct store_day before; /* what was replaced, or is the same */
	uint64_t records;
};

/*
 * Reads the results to their end, and keeps the day if they agree with their
 * totals: in one transaction, which is committed when this returns 0. On -1
 * nothing has changed. The store was opened with DB_CREATE. *told is released
 * with load_told_free, on 0 alone.
 */
int load_day(struct store *, const struct load_wish *, struct load_told *told,
    struct err *);

void load_told_free(struct load_told *);

#endif
