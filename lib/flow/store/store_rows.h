/*
 * store_rows: all rows of a question, read at once: who gets them may ask
 * further.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "base/arena.h"
#include "flow/store/flow_store.h"

/* Cleared with {0}, released with store_rows_free. */
struct store_rows {
	struct span *cells; /* owned; NULL has no pointer */
	size_t n, cap;      /* cells */
	size_t columns;     /* of a row */
	struct arena texts; /* owned */
};

/* Reads them behind those that are there; a NUL stands behind each cell. */
int store_rows_read(struct store_rows *, struct flow_store *, const char *sql,
    const struct db_value *, size_t n, size_t columns, struct err *);

static inline size_t
store_rows_count(const struct store_rows *r)
{
	return r->columns ? r->n / r->columns : 0;
}

/* A cell as text, NULL for none; as a number, 0 for none. */
const char *store_rows_text(const struct store_rows *, size_t row, size_t col);
int64_t store_rows_int(const struct store_rows *, size_t row, size_t col);

void store_rows_free(struct store_rows *);

#endif
