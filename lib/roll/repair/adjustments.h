/*
 * adjustments: open items that a person closes, by id: a table of the columns
 * id, reason and by; what other columns it has is carried along.
 */
#ifndef ADJUSTMENTS_H
#define ADJUSTMENTS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "roll/legs/leg_id.h"
#include "stream/table_in.h"

struct adjustment {
	char id[LEG_ID];    /* without a NUL */
	struct span fields; /* reason=, by= and the others, each with a TAB
			     * before it */
	const char *file;   /* borrowed */
	uint64_t line;
};

/* Cleared with {0}, released with adjustments_free. */
struct adjustments {
	struct adjustment *of; /* owned */
	size_t n, cap;
	struct arena arena;
};

/* Adds the rows of a table, read to its end. -1, told with its place, ST_DATA
 * for a column that is not there or cannot be carried, for what is no id, and
 * for no reason and nobody. */
int adjustments_read(struct adjustments *, struct table_in *, struct err *);

void adjustments_free(struct adjustments *);

#endif
