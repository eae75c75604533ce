#include "text/table/text_table.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/width.h"

static const char gap[] = "  ";

void
text_table_row(struct text_table *g, enum text_table_style style)
{
	g->rows =
	    mem_grow(g->rows, &g->rows_cap, g->n_rows + 1, sizeof *g->rows);
	g->rows[g->n_rows++] = (struct text_table_row){ g->n_cells, 0, style };
}

void
text_table_cell_since(struct text_table *g, size_t len)
{
	g->cells =
	    mem_grow(g->cells, &g->cells_cap, g->n_cells + 1, sizeof *g->cells);
	g->cells[g->n_cells++] =
	    (struct text_table_cell){ len, g->text.len - len };
	g->rows[g->n_rows - 1].n++;
}

void
text_table_cell(struct text_table *g, struct span s)
{
	size_t len = g->text.len;

	buf_add(&g->text, s);
	text_table_cell_since(g, len);
}

static struct span
text_of(const struct text_table *g, size_t cell)
{
	return (
	    struct span){ g->text.p + g->cells[cell].at, g->cells[cell].len };
}

static size_t
widest_of(const struct text_table *g, size_t column)
{
	size_t widest = 0;

	for (size_t i = 0; i < g->n_rows; i++) {
		const struct text_table_row *row = &g->rows[i];
		size_t width = 0;

		if (column < row->n)
			width = width_of(text_of(g, row->first + column));
		if (width > widest)
			widest = width;
	}
	return widest;
}

static void
add_blanks(struct buf *b, size_t n)
{
	memset(buf_room(b, n), ' ', n);
	b->len += n;
}

static void
format_row(const struct text_table *g, const struct text_table_row *row,
    const size_t *widths, struct buf *b)
{
	size_t columns = strlen(g->align);

	for (size_t i = 0; i < row->n; i++) {
		struct span c = text_of(g, row->first + i);
		size_t pad = i < columns ? widths[i] - width_of(c) : 0;
		bool right = i < columns && g->align[i] == 'r';

		if (i)
			buf_str(b, gap);
		if (right)
			add_blanks(b, pad);
		buf_add(b, c);
		if (!right && i + 1 < row->n)
			add_blanks(b, pad);
	}
}

void
text_table_format(const struct text_table *g, bool colour, struct buf *b)
{
	static const char *const on[] = {
		[TEXT_TABLE_PLAIN] = "",
		[TEXT_TABLE_HEADING] = "\033[1m",
		[TEXT_TABLE_NOTICE] = "\033[33m",
		[TEXT_TABLE_ALARM] = "\033[31m",
	};
	size_t columns = strlen(g->align);
	size_t *widths = mem_zeroed(columns, sizeof *widths);

	for (size_t i = 0; i < columns; i++)
		widths[i] = widest_of(g, i);
	for (size_t i = 0; i < g->n_rows; i++) {
		bool marked = colour && *on[g->rows[i].style];

		if (marked)
			buf_str(b, on[g->rows[i].style]);
		format_row(g, &g->rows[i], widths, b);
		if (marked)
			buf_str(b, "\033[0m");
		buf_byte(b, '\n');
	}
	free(widths);
}

void
text_table_free(struct text_table *g)
{
	buf_free(&g->text);
	free(g->cells);
	free(g->rows);
	*g = (struct text_table){ 0 };
}
