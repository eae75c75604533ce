/*
 * column_names: what the columns of a bill are called, none like another: a
 * second column of one name gets _2 behind it, a third _3; a column without a
 * name is called by its place, column7. In time that grows as the columns do.
 */
#ifndef COLUMN_NAMES_H
#define COLUMN_NAMES_H

#include "text/names.h"

/* Begun with { .names = TO }, which is empty; released with
 * column_names_free, the names stay. */
struct column_names {
	struct names *names; /* borrowed */
	size_t *slots;       /* owned: a name's place and 1, by its hash */
	size_t room;         /* of slots, a power of 2 */
	size_t *next;        /* owned: of a name, the number to try next */
	size_t cap;
};

void column_names_add(struct column_names *, struct span name);
void column_names_free(struct column_names *);

#endif
