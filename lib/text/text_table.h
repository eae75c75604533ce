/*
 * text_table: a table for people, its columns as wide as what is in them.
 */
#ifndef TEXT_TABLE_H
#define TEXT_TABLE_H

#include "base/buf.h"

enum grid_style {
	GRID_PLAIN,
	GRID_HEADING,
	GRID_NOTICE, /* to be looked at */
	GRID_ALARM,  /* to be looked at now */
};

struct grid_cell {
	size_t at, len; /* bytes of text */
};

struct grid_row {
	size_t first, n; /* cells */
	enum grid_style style;
};

/*
 * Begun with { .align = "llrr" }: a letter a column, l or r for where its
 * text stands. A cell behind the last letter follows after two blanks.
 */
struct grid {
	const char *align; /* borrowed */
	struct buf text;   /* of all cells */
	struct grid_cell *cells; /* owned */
	size_t n_cells, cells_cap;
	struct grid_row *rows; /* owned */
	size_t n_rows, rows_cap;
};

/* Begins a row; without cells it is an empty line. */
void grid_row(struct grid *, enum grid_style);

/* The next cell of the row. Its width is counted in bytes, except that of
 * the last one, which needs none. */
void grid_cell(struct grid *, struct span);

/* The same for text that was put into g->text behind what was there when it
 * had len bytes. */
void grid_cell_since(struct grid *, size_t len);

/* Adds the lines of the table; with colour, those of ECMA-48. */
void grid_format(const struct grid *, bool colour, struct buf *);

void grid_free(struct grid *);

#endif
