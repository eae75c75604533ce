/*
 * state_dir: a directory with one file a day, open-YYYY-MM-DD.res, and a lock.
 */
#ifndef STATE_DIR_H
#define STATE_DIR_H

#include <stdint.h>

#include "base/err.h"

struct daydir {
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
int daydir_open(struct daydir *, const char *dir, struct err *);

/* The path of a day's file, there or not; the caller frees. */
char *daydir_path(const struct daydir *, int32_t day);

/*
 * Removes the n last days, the newest first, so that what is there is a
 * chain of days whenever this is cut short; on the disk when it returns.
 */
int daydir_remove_last(struct daydir *, size_t n, struct err *);

/* Gives the lock back. */
void daydir_close(struct daydir *);

#endif
