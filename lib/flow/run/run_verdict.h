/*
 * run_verdict: what the end of an attempt means, by recon-flow(5), before it is
 * looked at how often the node was tried, and what it gave.
 */
#ifndef RUN_VERDICT_H
#define RUN_VERDICT_H

#include "flow/run/run_outcome.h"

enum run_verdict {
	VERDICT_DONE,
	VERDICT_DIFFERS,
	VERDICT_AGAIN,  /* not now: 75 */
	VERDICT_FAILED, /* may be tried again */
	VERDICT_NEVER,  /* failed for good */
	VERDICT_CANCELLED,
	VERDICT_LOST,
	VERDICT_TROUBLE, /* a person has to look */
};

enum run_verdict run_verdict(
    const struct flow_node *, const struct run_outcome *);

/* Adds how it ended, in words for people, and no NUL. */
void run_verdict_words(
    const struct flow_node *, const struct run_outcome *, struct buf *);

#endif
