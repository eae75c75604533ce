/*
 * run_step: how nodes of a run move from state to state, and what that means for
 * those after them. All that changes a run is done within a step:
 *
 *	run_step_begin
 *	... moves
 *	run_step_end: what is after those that ended, and the end of the run
 */
#ifndef RUN_STEP_H
#define RUN_STEP_H

#include "flow/run/run.h"

struct run_step {
	struct run *run;
	int64_t now;
	size_t *ended; /* owned: nodes that ended, to be told to those after
	                * them */
	size_t n, cap;
};

void run_step_begin(struct run_step *, struct run *, int64_t now);
void run_step_end(struct run_step *);

/* Moves a node into a state that is none of waiting; why is copied, or NULL. One
 * that a person holds is held instead, unless it runs or has ended. */
void run_step_move(
    struct run_step *, size_t node, enum node_state, const char *why);

/* It waits, and goes on by itself after so many ms; 0: it does not. */
void run_step_wait(struct run_step *, size_t node, enum node_waits, int64_t ms,
    const char *why);

/* It is held behind trouble, and somebody is told; reason: a word. */
void run_step_trouble(
    struct run_step *, size_t node, const char *reason, const char *why);

/* What it is after let it begin, or a person: it waits for leave, for its time,
 * or is ready, or has ended where it does no more than wait. */
void run_step_go(struct run_step *, size_t node);

/* Looks at all edges of a node that waits for what it is after. */
void run_step_judge(struct run_step *, size_t node);

/* A node that ended has not: what is after it has one more to wait for. */
void run_step_reopen(struct run_step *, size_t node);

/* Its outputs are gone. */
void run_step_drop_outs(struct run_node *);

#endif
