/*
 * command: a bill that a command prints: cmd:WORDS.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>

/* True for what begins with cmd: */
bool command_is(const char *url);

#endif
