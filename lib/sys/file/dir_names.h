/*
 * dir_names: the names in a directory, and the paths they make with its own.
 */
#ifndef DIR_NAMES_H
#define DIR_NAMES_H

#include "base/err.h"
#include "base/span.h"

/* Calls fn with the name of each file there, and a descriptor of the
 * directory. ST_FAIL where it cannot be read. */
typedef void dir_names_fn(void *arg, int dir, const char *name);
int dir_names_each(const char *dir, dir_names_fn *, void *arg, struct err *);

/* The path of a file there; the caller frees. */
char *dir_names_path(const char *dir, struct span name);

#endif
