/*
 * cut_flow_parts: the nodes of the flow of a round.
 */
#ifndef CUT_FLOW_PARTS_H
#define CUT_FLOW_PARTS_H

#include "cut/flow/cut_flow_text.h"

/* Until the round is sealed: announced, and all systems cut and complete. */
void cut_flow_write_turn(struct cut_flow_text *);

/* Behind that: extracts, what joins them, tie and lock. */
void cut_flow_write_verify(struct cut_flow_text *);

/* The jobs of the systems. */
void cut_flow_write_jobs(struct cut_flow_text *);

#endif
