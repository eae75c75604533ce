/*
 * messages: what a program says on stderr, "NAME: text", and how it leaves.
 */
#ifndef MESSAGES_H
#define MESSAGES_H

#include "base/err.h"

/* One line. */
void messages_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Ends the program with the line, and status 2. */
_Noreturn void messages_fail(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/* Likewise, with a hint at --help behind the text. */
_Noreturn void messages_bad_usage(const char *text);

/* Ends the program with the error's text (nothing for an empty one) and
 * its status. */
_Noreturn void messages_die(const struct err *);

#endif
