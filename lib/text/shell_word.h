/*
 * shell_word: a text as one word of a command that somebody types into a shell.
 */
#ifndef SHELL_WORD_H
#define SHELL_WORD_H

#include "base/buf.h"

/* Adds it, within '...' where a shell would not take it as it stands: where it is
 * empty, or has bytes other than letters and digits of ASCII and _./,=:+@%- */
void shell_word_add(struct buf *, struct span);

#endif
