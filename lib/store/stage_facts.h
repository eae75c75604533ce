/*
 * stage_facts: the facts of the stages that made a day, recon-facts(5), as rows
 * of a store.
 */
#ifndef STAGE_FACTS_H
#define STAGE_FACTS_H

#include "store/tables/store.h"

struct stage_fact {
	int64_t stage, line;     /* from 1 */
	struct span name, value; /* in the text */
};

/* Released with stage_facts_free. */
struct stage_facts {
	struct buf *texts; /* owned: of the files */
	size_t n_files;
	struct stage_fact *of; /* owned */
	size_t n, cap;
};

/*
 * Reads files, a stage each. ST_DATA for one that is not whole, and for one of
 * a run that did not end well: what it tells are no figures of a day.
 */
int stage_facts_read(
    struct stage_facts *, const struct names *files, struct err *);

/* ST_DATA where recon-roll says that its results have another digest
 * (line_digest.h): the facts are of another run. */
int stage_facts_check(
    const struct stage_facts *, uint64_t digest, struct err *);

/* Within a transaction: loads them for a day. */
int stage_facts_load(
    const struct stage_facts *, struct store *, int64_t day, struct err *);

void stage_facts_free(struct stage_facts *);

#endif
