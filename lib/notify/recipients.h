/*
 * recipients: the targets of a run, recon-targets(5), what each is told, and
 * what came of that.
 */
#ifndef RECIPIENTS_H
#define RECIPIENTS_H

#include "notify/add/adding.h"
#include "notify/notify_options.h"
#include "transport/target.h"

struct recipient {
	char *name; /* owned */
	bool asks;  /* its answers are records */
	struct target section;
	struct target_common common;
	struct phrases phrases;
	struct adding adding;
	uint64_t added; /* events, once they are */
};

/* Cleared with {0}, released with recipients_free. */
struct recipients {
	struct recipient *list; /* owned, in the order of their names: so two
				 * runs never wait for each other */
	size_t n, cap;
};

/* Adds one, unless it is there. */
void recipients_add(struct recipients *, struct span name, bool asks);

/* Lets go of the i-th. */
void recipients_drop(struct recipients *, size_t i);

/* Reads what the file of targets says of it; of each. ST_FAIL. */
int recipient_read(struct recipient *, const char *targets, struct err *);
int recipients_read(struct recipients *, const char *targets, struct err *);

/* Reads their templates: name where that is not NULL, else what each target
 * says, else the usual one for mail and robots. ST_FAIL. */
int recipients_templates(
    struct recipients *, const char *name, const char *installed, struct err *);

/* Begins to add to the outbox for each; now_s in seconds since 1970. A kind for
 * those who are asked is told. -1 as outbox_add_begin. */
int recipients_begin(struct recipients *, const struct adding_wish *,
    enum outbox_kind asked, const struct outbox *, int64_t now_s, struct err *);

/* Ends all, then commits one after the other. -1, told, with the target: those
 * before it have their events. */
int recipients_commit(struct recipients *, struct err *);

void recipients_free(struct recipients *);

#endif
