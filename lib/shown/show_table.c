#include "shown/show_table.h"

#include <inttypes.h>

#include "text/width.h"

void
show_heading(struct text_table *t, const char *const *names)
{
	text_table_row(t, TEXT_TABLE_HEADING);
	for (; *names; names++)
		text_table_cell(t, span_str(*names));
}

void
show_cell_int(struct text_table *t, int64_t n)
{
	size_t at = t->text.len;

	buf_printf(&t->text, "%" PRId64, n);
	text_table_cell_since(t, at);
}

void
show_cell_time(struct text_table *t, const struct show_clock *c, int64_t ms)
{
	size_t at = t->text.len;

	show_time(&t->text, c, ms);
	text_table_cell_since(t, at);
}

void
show_cell_age(struct text_table *t, const struct show_clock *c, int64_t ms)
{
	size_t at = t->text.len;

	show_age(&t->text, c, ms);
	text_table_cell_since(t, at);
}

void
show_cell_long(struct text_table *t, int64_t ms)
{
	size_t at = t->text.len;

	show_long(&t->text, ms);
	text_table_cell_since(t, at);
}

void
show_cell_text(struct text_table *t, const char *text, size_t columns)
{
	size_t at = t->text.len;

	if (text)
		width_shorten(&t->text, span_str(text), columns);
	text_table_cell_since(t, at);
}

void
show_cell_take(struct text_table *t, struct buf *b)
{
	text_table_cell(t, buf_span(b));
	buf_clear(b);
}
