/*
 * sql_array: arrays of PostgreSQL as text, so that one value of a statement is
 * many.
 */
#ifndef SQL_ARRAY_H
#define SQL_ARRAY_H

#include "base/buf.h"
#include "db/db.h"

/* Cleared with {0}, released with buf_free. */
struct sql_array {
	struct buf text;
};

void sql_array_begin(struct sql_array *);
void sql_array_text(struct sql_array *, struct span);
void sql_array_int(struct sql_array *, int64_t);

/* The value, which lives until the next call. */
struct db_value sql_array_end(struct sql_array *);

#endif
