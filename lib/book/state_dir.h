/*
 * state_dir: a directory with one file a day, open-YYYY-MM-DD.res, and a lock;
 * and for a moment, while a run goes back, back-open-YYYY-MM-DD.res.
 */
#ifndef STATE_DIR_H
#define STATE_DIR_H

#include <stdint.h>

#include "base/err.h"

struct state_dir {
	char *dir;      /* owned */
	int lock;       /* the descriptor that holds the lock */
	bool goes_back; /* a day is there that replaces those from it on: */
	int32_t back;
	int32_t *days; /* owned: the days that have a file, ascending */
	size_t n, cap;
};

/*
 * Makes the directory where it is missing (one level), locks the file lock
 * in it with fcntl(2), removes what killed runs have left or completes what
 * they had decided, and lists the days. ST_AGAIN where another process holds the lock.
 */
int state_dir_open(struct state_dir *, const char *dir, struct err *);

/* The path of a day's file, there or not; the caller frees. */
char *state_dir_path(const struct state_dir *, int32_t day);

/* The path under which a day appears that replaces itself and all later days;
 * the caller frees. */
char *state_dir_back_path(const struct state_dir *, int32_t day);

/*
 * Where there is such a day, goes back to it: later days go, the newest first,
 * then it gets its own name. Its appearance decides: what is cut short, the
 * next state_dir_open completes. On the disk when it returns.
 */
int state_dir_go_back(struct state_dir *, struct err *);

/* Gives the lock back. */
void state_dir_close(struct state_dir *);

#endif
