/*
 * private_dir: a directory of a run by itself, for its owner alone, below
 * $TMPDIR or /tmp.
 */
#ifndef PRIVATE_DIR_H
#define PRIVATE_DIR_H

#include "base/err.h"

/* Makes it; the caller frees the path. NULL: ST_FAIL, told. */
char *private_dir_make(struct err *);

/* Removes it with all that is in it, as far as that can be removed. Frees the
 * path; NULL is no error. */
void private_dir_remove(char *path);

#endif
