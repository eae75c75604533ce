/*
 * run_begin: a run begins, and its nodes, as far as they can.
 */
#ifndef RUN_BEGIN_H
#define RUN_BEGIN_H

#include "flow/run/run.h"

/* NAME=VALUE, as given by who starts a run. */
struct run_given {
	struct span name, value;
};

/*
 * Sets the parameters of a run that was cleared: what was given, else the
 * preset. ST_FAIL for one that the flow does not have, that is given twice, that
 * is not of its type, or that is missing: all are told at once. Nothing begins.
 */
int run_make(struct run *, struct plan *, const struct run_given *, size_t n,
    struct err *);

/* Begins: nodes that are after none become ready, or wait for what they wait
 * for first. */
void run_begin(struct run *, int64_t now);

/* A node's wake has come. */
void run_woken(struct run *, size_t node, int64_t now);

/*
 * A ready node's next attempt is to begin: it is running, and its number counted.
 * Which part it is says node.part.
 */
void run_attempt(struct run *, size_t node, int64_t now);

/* It could not begin after all, and nothing of it ran: ready again. */
void run_attempt_back(struct run *, size_t node, int64_t now);

#endif
