/*
 * command_told: what is wrong with flows, said.
 */
#ifndef COMMAND_TOLD_H
#define COMMAND_TOLD_H

#include "flow/command/command.h"
#include "sections/told.h"

/* A line each, in order: "FILE:LINE: TEXT". */
void command_told(const struct command *, struct told *);

#endif
