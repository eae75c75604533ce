/*
 * seen: a store open for people to see, as show.h has it.
 */
#ifndef SEEN_H
#define SEEN_H

#include "flow/command/command.h"
#include "flow/show/show.h"

struct seen {
	struct flow_store store;
	struct zone zone;
	bool has_zone;
	struct buf made_by;
	struct show show;
};

int seen_open(struct seen *, const struct command *, struct err *);

/* Opens the store for reading, of the command, wherever it is. */
int seen_store(struct flow_store *, const struct command *, struct err *);

/* On a server: has a worker signed whose lease is not over? *now: the server's
 * clock. Outside of a transaction: 1, 0, -1. */
int seen_has_worker(struct flow_store *, int64_t *now, struct err *);

/* The number of a run. */
int seen_run(
    const struct command *, const char *word, int64_t *id, struct err *);

/* Now; and whether a runner works on the store now. */
void seen_now(struct seen *);

void seen_close(struct seen *);

#endif
