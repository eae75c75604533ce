/*
 * commands: what programs that have commands print and say.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "base/err.h"

/* On standard output; ends the program where that cannot be. */
void commands_print(struct span);

/* The same of its name and version. */
void commands_version(void);

/* On standard output, seen at once, and again and again. -1, told, without a
 * text where nobody reads it. */
int commands_print_now(struct span, struct err *);

/* A line on standard error. */
void commands_say(const char *line);

#endif
