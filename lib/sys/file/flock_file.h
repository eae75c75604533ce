/*
 * flock_file: one at a time, and the lock can be handed on.
 *
 * The lock is that of flock(2): it belongs to the open file, so a child that
 * inherits the descriptor holds it, too, until the last of them has closed it,
 * however they end. The file says who took it, for messages: its process and
 * program.
 */
#ifndef FLOCK_FILE_H
#define FLOCK_FILE_H

#include "base/err.h"

/*
 * Locks the file path, made where it is missing, for its owner alone, and
 * returns the descriptor, which is close-on-exec. Where it is held it is asked
 * for again until so many seconds have passed: then -1 and ST_AGAIN, "WHAT:
 * another process (pid 17) is DOING"; of a process that has ended, whose child
 * holds the lock, "what process 17 started is still DOING".
 */
int flock_file_wait(const char *path, const char *what, const char *doing,
    unsigned seconds, struct err *);

/* The same without a wait, where it is no error that another process has it:
 * 1 and *fd, 0, or -1, told. */
int flock_file_try(const char *path, int *fd, struct err *);

#endif
