/*
 * command_tell: orders given to the runner of a store, and its answer waited
 * for; where no runner works, and with a store on a server, they are done here.
 */
#ifndef COMMAND_TELL_H
#define COMMAND_TELL_H

#include "flow/command/command.h"

/*
 * Gives these lines, orders.h, and adds the answer. With --wait 0 there is none:
 * nothing is added. ST_AGAIN where no answer comes in time: the order stays, and
 * is done later, unless the store is on a server.
 */
int command_tell(const struct command *, struct span lines, struct buf *answer,
    struct err *);

/* The same, and prints the answers, or says what was refused; *status is the
 * worst of them. */
int command_tell_and_print(
    const struct command *, struct span lines, enum status *, struct err *);

#endif
