/*
 * private_dir: a directory of a run by itself, for its owner alone, below
 * $TMPDIR or /tmp. A process of its own removes it where the run dies, by
 * whatever signal.
 */
#ifndef PRIVATE_DIR_H
#define PRIVATE_DIR_H

#include <sys/types.h>

#include "base/err.h"

/* Cleared with {0} there is none. */
struct private_dir {
	char *path;  /* owned */
	pid_t guard; /* who removes it */
	int alive;   /* closed when the run is over, however */
};

/* Makes it. ST_FAIL, told; then there is none. */
int private_dir_make(struct private_dir *, struct err *);

/* Removes it with all that is in it, as far as that can be removed. */
void private_dir_remove(struct private_dir *);

#endif
