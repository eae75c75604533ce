/*
 * open_ids: the ids in a file of open items.
 */
#ifndef OPEN_IDS_H
#define OPEN_IDS_H

#include "base/err.h"
#include "base/span.h"

/* A leg that has an id; dies with the call. */
struct open_id {
	struct span id;
	struct span reopened; /* the value of its reopened=; none: no bytes */
};

typedef void open_id_fn(void *arg, const struct open_id *);

/* Calls fn for each leg of the lines of a file, in their order, the left one of
 * a line first. Legs of older versions have no ids. -1, told. */
int open_ids_read(const char *path, open_id_fn *, void *arg, struct err *);

#endif
