/*
 * command_flow: what words behind a command name: files of flows, values of
 * parameters.
 */
#ifndef COMMAND_FLOW_H
#define COMMAND_FLOW_H

#include "base/buf.h"
#include "flow/run/run_begin.h"

/* Adds the absolute path of the file of a flow, and a NUL. */
int command_flow_path(const char *name, struct buf *, struct err *);

/* The same of one that may be gone, where its directory is there; else, and
 * without a "/", it stays as it is. */
void command_flow_past_path(const char *name, struct buf *);

/* Takes NAME=VALUE apart; both are within the word. */
int command_flow_given(const char *word, struct run_given *, struct err *);

#endif
