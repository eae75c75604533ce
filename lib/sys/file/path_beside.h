/*
 * path_beside: the path of a file that another file names.
 */
#ifndef PATH_BESIDE_H
#define PATH_BESIDE_H

#include "base/buf.h"

/* Adds it, and a NUL: names that are not absolute begin in the directory of the
 * file that names them. */
void path_beside(const char *file, const char *name, struct buf *);

#endif
