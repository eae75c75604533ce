/*
 * command_visit: orders done by the command itself, where several workers have a
 * store on a server: in a transaction of its own, as one that has no attempts.
 */
#ifndef COMMAND_VISIT_H
#define COMMAND_VISIT_H

#include "flow/command/command.h"

/* As command_tell. ST_AGAIN where the server is not there, or refuses for as long
 * as is waited; with --wait 0 it is asked once. */
int command_visit(const struct command *, struct span lines, struct buf *answer,
    struct err *);

#endif
