/*
 * table_out: writing a table stream, recon-record(5).
 */
#ifndef TABLE_OUT_H
#define TABLE_OUT_H

#include "stream/line/row.h"
#include "stream/stream_in.h"

/* The bytes of a column name or cell, whatever they are, escaped; an empty
 * one is "-". Counts no record. */
void table_put_names(struct stream_out *, const struct span *names, size_t n);

/*
 * One row, counted: the n cells, at least 1, whose places are in order. odd
 * says that a cell may hold a byte to be escaped. ROW_SLACK bytes behind
 * every cell may be read.
 */
void table_put_row(struct stream_out *, const struct span *cells,
    const size_t *order, size_t n, bool odd);

/* The same cells of n_rows rows. */
void table_put_rows(struct stream_out *, const struct row *, size_t n_rows,
    const size_t *order, size_t n);

#endif
