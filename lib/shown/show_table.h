/*
 * show_table: cells of tables for people.
 */
#ifndef SHOW_TABLE_H
#define SHOW_TABLE_H

#include "shown/show_time.h"
#include "text/table/text_table.h"

/* Begins a table with the names of its columns, NULL behind the last. */
void show_heading(struct text_table *, const char *const *names);

/* The next cell of a row. */
void show_cell_int(struct text_table *, int64_t);
void show_cell_time(struct text_table *, const struct show_clock *, int64_t ms);
void show_cell_age(struct text_table *, const struct show_clock *, int64_t ms);
void show_cell_long(struct text_table *, int64_t ms);

/* Made visible and cut to so many columns; NULL is empty. */
void show_cell_text(struct text_table *, const char *, size_t columns);

/* What was made visible, moved: it is empty then. */
void show_cell_take(struct text_table *, struct buf *);

#endif
