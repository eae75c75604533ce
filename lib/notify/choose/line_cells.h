/*
 * line_cells: what a result line says under the names that people give: key,
 * class, left, right, diff, currency, date, age, or a carried field, which is
 * looked for as l.NAME, as r.NAME and as NAME.
 */
#ifndef LINE_CELLS_H
#define LINE_CELLS_H

#include "stream/line/result.h"
#include "text/names.h"

/* Cleared with {0}, released with line_cells_free. */
struct line_cells {
	struct names names; /* owned; added to before the first line */
	struct span *cells; /* owned: of the line read last, unescaped, empty
			     * where there is none; they live until the next */
	bool *met;          /* owned: some line had it */
	struct buf text;    /* private */
};

/* Adds a name, copied, unless it is there; its place. */
size_t line_cells_name(struct line_cells *, struct span name);

/* Sets the cells. */
void line_cells_read(struct line_cells *, const struct result *);

/* The first name that no line had; NULL where there is none. */
const struct span *line_cells_unmet(const struct line_cells *);

void line_cells_free(struct line_cells *);

#endif
