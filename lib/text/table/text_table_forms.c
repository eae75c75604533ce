#include "text/table/text_table_forms.h"

static void
escape_json(struct buf *b, struct span s)
{
	buf_byte(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_byte(b, '\\');
		if (c < 0x20)
			buf_printf(b, "\\u%04x", c);
		else
			buf_byte(b, s.p[i]);
	}
	buf_byte(b, '"');
}

/* A count, or a change of one. */
static bool
is_whole(struct span s)
{
	uint64_t n;

	if (span_begins(s, SPAN("-")))
		s = (struct span){ s.p + 1, s.len - 1 };
	return span_count(s, &n);
}

/* What both Markdown and HTML take for markup; Markdown takes HTML too. */
static void
escape_html(struct buf *b, char c)
{
	if (c == '&')
		buf_str(b, "&amp;");
	else if (c == '<')
		buf_str(b, "&lt;");
	else if (c == '>')
		buf_str(b, "&gt;");
	else if (c == '"')
		buf_str(b, "&quot;");
	else
		buf_byte(b, c);
}

void
text_table_escape(struct buf *b, enum text_table_form form, struct span s)
{
	if (form == TEXT_TABLE_JSON) {
		escape_json(b, s);
		return;
	}
	if (form == TEXT_TABLE_TEXT) {
		buf_add(b, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (form == TEXT_TABLE_MARKDOWN && s.p[i] &&
		    strchr("\\|`*_[]#~", s.p[i]))
			buf_byte(b, '\\');
		escape_html(b, s.p[i]);
	}
}

static struct span
cell(const struct text_table *g, const struct text_table_row *row, size_t i)
{
	const struct text_table_cell *c = &g->cells[row->first + i];

	return (struct span){ g->text.p + c->at, c->len };
}

static bool
is_right(const struct text_table *g, size_t column)
{
	return column < strlen(g->align) && g->align[column] == 'r';
}

static void
put_markdown(
    const struct text_table *g, const struct text_table_row *row, struct buf *b)
{
	for (size_t i = 0; i < row->n; i++) {
		buf_str(b, "| ");
		text_table_escape(b, TEXT_TABLE_MARKDOWN, cell(g, row, i));
		buf_byte(b, ' ');
	}
	buf_str(b, row->n ? "|\n" : "\n");
	if (row->style != TEXT_TABLE_HEADING)
		return;
	for (size_t i = 0; i < row->n; i++)
		buf_str(b, is_right(g, i) ? "|---:" : "|---");
	buf_str(b, "|\n");
}

static void
put_html(
    const struct text_table *g, const struct text_table_row *row, struct buf *b)
{
	static const char *const classes[] = {
		[TEXT_TABLE_PLAIN] = "",
		[TEXT_TABLE_HEADING] = "",
		[TEXT_TABLE_NOTICE] = " class=\"notice\"",
		[TEXT_TABLE_ALARM] = " class=\"alarm\"",
	};
	const char *tag = row->style == TEXT_TABLE_HEADING ? "th" : "td";

	if (row->n == 0) {
		buf_str(b, "</table>\n<table>\n");
		return;
	}
	buf_printf(b, "<tr%s>", classes[row->style]);
	for (size_t i = 0; i < row->n; i++) {
		buf_printf(
		    b, "<%s%s>", tag, is_right(g, i) ? " align=\"right\"" : "");
		text_table_escape(b, TEXT_TABLE_HTML, cell(g, row, i));
		buf_printf(b, "</%s>", tag);
	}
	buf_str(b, "</tr>\n");
}

static void
put_json_cell(struct buf *b, struct span name, struct span value, bool right)
{
	bool is_count =
	    span_eq(name, SPAN("lines")) || span_eq(name, SPAN("age"));

	if (span_eq(value, SPAN("-")) && (right || is_count))
		buf_str(b, "null");
	else if (is_count && is_whole(value))
		buf_add(b, value);
	else
		escape_json(b, value);
}

static void
put_json(const struct text_table *g, const struct text_table_row *heading,
    const struct text_table_row *row, bool first, struct buf *b)
{
	buf_str(b, first ? "\n    {" : ",\n    {");
	for (size_t i = 0; i < row->n && i < heading->n; i++) {
		struct span name = cell(g, heading, i);

		if (i)
			buf_str(b, ", ");
		escape_json(b, name);
		buf_str(b, ": ");
		put_json_cell(b, name, cell(g, row, i), is_right(g, i));
	}
	buf_byte(b, '}');
}

static void
as_json(const struct text_table *g, const char *const *names, struct buf *b)
{
	const struct text_table_row *heading = NULL;
	bool first = true;

	for (size_t i = 0; i < g->n_rows; i++) {
		const struct text_table_row *row = &g->rows[i];

		if (row->style == TEXT_TABLE_HEADING) {
			buf_printf(b, "%s,\n  \"%s\": [",
			    heading ? "\n  ]" : "", *names++);
			heading = row;
			first = true;
		} else if (row->n && heading) {
			put_json(g, heading, row, first, b);
			first = false;
		}
	}
	if (heading)
		buf_str(b, "\n  ]");
}

void
text_table_as(const struct text_table *g, enum text_table_form form,
    const char *const *names, struct buf *b)
{
	if (form == TEXT_TABLE_TEXT)
		text_table_format(g, false, b);
	if (form == TEXT_TABLE_JSON)
		as_json(g, names, b);
	if (form == TEXT_TABLE_HTML && g->n_rows)
		buf_str(b, "<table>\n");
	for (size_t i = 0; i < g->n_rows; i++) {
		if (form == TEXT_TABLE_MARKDOWN)
			put_markdown(g, &g->rows[i], b);
		if (form == TEXT_TABLE_HTML)
			put_html(g, &g->rows[i], b);
	}
	if (form == TEXT_TABLE_HTML && g->n_rows)
		buf_str(b, "</table>\n");
}
