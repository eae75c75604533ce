/*
 * move_rows: all rows of a store, copied into the tables of another.
 */
#ifndef MOVE_ROWS_H
#define MOVE_ROWS_H

#include "flow/keep/move_columns.h"

struct move_rows {
	struct move_ends ends;
	uint64_t n; /* rows that were copied */
};

/* Those of a table, compared with what has come of them: as many, and the
 * same. */
int move_rows_copy(struct move_rows *, const char *table, struct err *);

/* All but those of workers, which are copied before; and the numbers of runs and
 * attempts that are given next. */
int move_rows_copy_all(struct move_rows *, struct err *);

#endif
