/*
 * outbox_list: what is in an outbox, for people: each event of the runs that
 * are not finished, with what came of it. No lock is taken: whoever sends or
 * adds meanwhile goes on.
 */
#ifndef OUTBOX_LIST_H
#define OUTBOX_LIST_H

#include "base/buf.h"
#include "base/err.h"
#include "event/event_id.h"
#include "outbox/outbox.h"

enum outbox_state {
	OUTBOX_LEFT,      /* not tried yet */
	OUTBOX_RETRY,     /* tried, to be tried again */
	OUTBOX_DEAD,      /* until it is redone or forgotten */
	OUTBOX_OK,        /* delivered, as part of a run that is not finished */
	OUTBOX_FORGOTTEN, /* the same, forgotten */
};

/* All spans die with the return of the function they are given to. */
struct outbox_listed {
	const char *target;
	uint64_t run;
	uint32_t n;      /* of the run's events, from 1 */
	int64_t added_s; /* when the run added it, seconds since 1970 */
	struct span book;
	enum outbox_kind kind;
	enum outbox_state state;
	struct event_id id;
	struct span key; /* unescaped */
	struct span json;
	uint32_t tries;
	int64_t told_s;     /* when the log has it from; 0: not tried yet */
	int64_t due_s;      /* of OUTBOX_RETRY: not before then */
	struct span reason; /* unescaped: of OUTBOX_RETRY, OUTBOX_DEAD, and why
			     * of OUTBOX_FORGOTTEN */
	struct span values; /* "\tNAME=VALUE", escaped, of OUTBOX_OK and
			     * OUTBOX_DEAD */
};

/* What is known of a target as such. */
struct outbox_target_state {
	bool gone;
	struct span reason;    /* of gone, unescaped */
	int64_t breaker_until; /* seconds since 1970; 0: closed */
};

typedef int outbox_list_fn(
    void *arg, const struct outbox_listed *, struct err *);

/*
 * Calls fn for each event of the target, in the order they came. What fn
 * returns, if not 0, ends it and is returned. 0 where the target has no folder.
 * -1, told: ST_DATA where a run's file was cut or changed.
 */
int outbox_list(const struct outbox *, const char *target, outbox_list_fn *,
    void *arg, struct err *);

/* Sets *state; state->reason is added to *text, which the caller frees. */
int outbox_list_target(const struct outbox *, const char *target,
    struct outbox_target_state *state, struct buf *text, struct err *);

#endif
