/*
 * words_run: a command run to its end for what it prints, and what its status
 * means.
 */
#ifndef WORDS_RUN_H
#define WORDS_RUN_H

#include "text/words.h"

/*
 * Runs the words, without a shell, in a directory (NULL: here), its output to
 * the descriptor, and waits at most so many seconds. Status 0 is 0. On -1: 75,
 * 65 and 70 are what it said, ST_AGAIN is also a command that took too long; any
 * other is ST_FAIL.
 */
int words_run(const struct words *, const char *dir, int out_fd,
    uint32_t seconds, struct err *);

#endif
