/*
 * tell: a result stream is read, and what it has to tell added to the outbox for
 * each recipient: all of it, when the stream was read to its end and agrees with
 * its totals, or nothing.
 */
#ifndef TELL_H
#define TELL_H

#include "figures/summary.h"
#include "notify/data/link.h"
#include "notify/notify_wish.h"
#include "notify/recipients.h"

/* Cleared with {0}, released with tell_free. */
struct tell {
	uint64_t lines;       /* read */
	bool added;           /* the events are in the outbox */
	bool late;            /* of a summary: something is open, --exit-code */
	struct id_store open; /* ids of events that ask about what is open */

	/* private */
	struct notify_options *options;
	struct recipients *to;
	char day[16]; /* of the run, with a NUL, or empty */
	struct adding_wish adding;
	struct link link;
	struct buf link_text, link_of_all;
	struct summary summary;
	struct item item;
	struct id_tally equal;
};

/* Reads the wish's input and adds what it tells. lines gets what is to be told,
 * each with its LF. -1, told: nothing was added, but as recipients_commit
 * says, or where added says that only the passing on failed. */
int tell_all(struct tell *, const struct notify_wish *, const struct outbox *,
    struct recipients *, struct buf *lines, struct err *);

void tell_free(struct tell *);

#endif
