/*
 * paths: the files of a pattern, for options that a shell does not expand.
 */
#ifndef REPORT_PATHS_H
#define REPORT_PATHS_H

#include <stddef.h>

#include "base/err.h"

/* Released with paths_free, whatever paths_find said. */
struct paths {
	char **of; /* owned, in the order of their bytes */
	size_t n;
};

/* What glob(7) finds for the pattern; one without * ? [ is a path, whether it
 * is there or not. ST_FAIL, told, where nothing fits or a directory cannot be
 * read. */
int paths_find(struct paths *, const char *pattern, struct err *);

void paths_free(struct paths *);

#endif
