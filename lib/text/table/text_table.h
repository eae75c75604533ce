/*
 * text_table: a table for people, its columns as wide as what is in them.
 */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include "base/buf.h"

enum text_table_style {
	TEXT_TABLE_PLAIN,
	TEXT_TABLE_HEADING,
	TEXT_TABLE_NOTICE, /* to be looked at */
	TEXT_TABLE_ALARM,  /* to be looked at now */
};

struct text_table_cell {
	size_t at, len; /* bytes of text */
};

struct text_table_row {
	size_t first, n; /* cells */
	enum text_table_style style;
};

/*
 * Begun with { .align = "llrr" }: a letter a column, l or r for where its
 * text stands. A cell behind the last letter follows after two blanks.
 */
struct text_table {
	const char *align;             /* borrowed */
	struct buf text;               /* of all cells */
	struct text_table_cell *cells; /* owned */
	size_t n_cells, cells_cap;
	struct text_table_row *rows; /* owned */
	size_t n_rows, rows_cap;
};

/* Begins a row; without cells it is an empty line. */
void text_table_row(struct text_table *, enum text_table_style);

/* The next cell of the row. Its width is counted in columns of a terminal,
 * width.h. */
void text_table_cell(struct text_table *, struct span);

/* The same for text that was put into g->text behind what was there when it
 * had len bytes. */
void text_table_cell_since(struct text_table *, size_t len);

/* Adds the lines of the table; with colour, those of ECMA-48. */
void text_table_format(const struct text_table *, bool colour, struct buf *);

void text_table_free(struct text_table *);

#endif
