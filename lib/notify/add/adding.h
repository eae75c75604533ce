/*
 * adding: what a run tells one target: a line an event, several in a batch or,
 * where those were too many, all of them in one digest. What was told before is
 * not told again.
 *
 * Memory: that of outbox_add and up to a burst of events.
 */
#ifndef ADDING_H
#define ADDING_H

#include "notify/add/adding_event.h"
#include "notify/data/digest_data.h"
#include "notify/add/memory.h"

/* How events are made, the same for all targets; borrowed. */
struct adding_wish {
	struct telling telling;
	unsigned batch;   /* lines an event; 0: each is one by itself */
	struct span link; /* of batches and digests; empty: none */
};

struct adding {
	const struct adding_wish *wish; /* borrowed */
	struct phrases *phrases;        /* borrowed: what people read */
	enum outbox_kind kind;
	bool single;    /* no batches, whatever the wish says */
	unsigned burst; /* events; more become one; 0: any number */
	uint64_t known; /* lines that were told before */
	uint64_t told;  /* lines that are told now */

	/* private */
	struct memory memory;      /* its outbox is owned here */
	struct adding_event *held; /* owned: up to burst */
	size_t n_held, cap_held;
	bool over;                 /* there were more than burst */
	struct digest_data digest; /* of all lines, where there is a burst; the
	                            * outbox holds their ids, and marks' */
	struct event_id_sum *digest_id; /* owned: of the events' */
	struct buf batch, batch_ids;    /* of the batch that is being filled */
	struct event_id_sum *batch_id;  /* owned */
	unsigned n_batch;               /* lines in it */
};

/* Begun with { wish, phrases, kind, single, burst } and the outbox, which becomes its
 * own. */
void adding_begin(struct adding *, struct outbox_add *);

/* Tells a line, unless it is known. link: empty where there is none. -1, told,
 * as outbox_add_event, and where no words could be made. */
int adding_line(struct adding *, const struct item *, const struct result *,
    struct span link, struct err *);

/* Tells a summary, data, unless its id is known. */
int adding_summary(
    struct adding *, const struct event_id *, struct span data, struct err *);

/* Gives what is held to the outbox; to be called when the stream was read to its
 * end and agrees with its totals. */
int adding_end(struct adding *, struct err *);

/* Events that the outbox was given. */
uint64_t adding_events(const struct adding *);

/* outbox_add_commit, and adding_free. */
int adding_commit(struct adding *, struct err *);

/* Nothing was added; of one that was committed, nothing is done. */
void adding_free(struct adding *);

#endif
