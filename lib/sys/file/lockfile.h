/*
 * lockfile: one run at a time.
 *
 * The lock is that of fcntl(2): it goes with the process, however that ends,
 * so a file that is left behind locks nothing.
 */
#ifndef LOCKFILE_H
#define LOCKFILE_H

#include "base/err.h"

/*
 * Locks the file path, made where it is missing, and returns the descriptor
 * that holds the lock; close(2) gives it back, as would closing any other
 * descriptor of that file. On -1 the error is told: ST_AGAIN, with what the
 * lock is for before the text, where another process has it.
 */
int lockfile_take(const char *path, const char *what, struct err *);

/* The same, but where another process has it, it is asked for again until so
 * many seconds have passed. */
int lockfile_wait(
    const char *path, const char *what, unsigned seconds, struct err *);

#endif
