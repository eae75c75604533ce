/*
 * state_dir: a directory with one file a day, open-YYYY-MM-DD.res, and a lock.
 */
#ifndef STATE_DIR_H
#define STATE_DIR_H

#include <stdint.h>

#include "base/err.h"

struct state_dir {
	char *dir;     /* owned */
	int lock;      /* the descriptor that holds the lock */
	int32_t *days; /* owned: the days that have a file, ascending */
	size_t n, cap;
};

/*
 * Makes the directory where it is missing (one level), locks the file lock
 * in it with fcntl(2), removes what killed runs have left and lists the
 * days. ST_AGAIN where another process holds the lock.
 */
int state_dir_open(struct state_dir *, const char *dir, struct err *);

/* The path of a day's file, there or not; the caller frees. */
char *state_dir_path(const struct state_dir *, int32_t day);

/*
 * Removes the n last days, the newest first, so that what is there is a
 * chain of days whenever this is cut short; on the disk when it returns.
 */
int state_dir_remove_last(struct state_dir *, size_t n, struct err *);

/* Gives the lock back. */
void state_dir_close(struct state_dir *);

#endif
