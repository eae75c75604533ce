/*
 * command: a bill that a command prints: cmd:WORDS.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "text/words.h"

/* True for what begins with cmd: */
bool command_is(const char *url);

/*
 * Runs the words, without a shell, its output to the descriptor, and waits at
 * most so many seconds. Status 0 is 0. On -1: 75, 65 and 70 are what it said,
 * ST_AGAIN is also a command that took too long; any other is ST_FAIL.
 */
int command_run(
    const struct words *, int out_fd, uint32_t seconds, struct err *);

#endif
