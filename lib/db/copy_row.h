/*
 * copy_row: a row as the text form of PostgreSQL's COPY has it.
 */
#ifndef COPY_ROW_H
#define COPY_ROW_H

#include "base/buf.h"
#include "db/db.h"

/* Adds the row of n values, with its LF. */
void copy_row_put(struct buf *, const struct db_value *, size_t n);

#endif
