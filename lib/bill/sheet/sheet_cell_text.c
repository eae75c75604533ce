/* The part of sheet_cells.h that makes text of a cell that is over. */
#include "bill/sheet/sheet_cells.h"

/* Must the cell stand in quotes, so that it is read as it is? */
static bool
needs_quotes(struct span s)
{
	if (strchr(" \t", s.p[0]) || strchr(" \t", s.p[s.len - 1]))
		return true;
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' ||
		    s.p[i] == '\r')
			return true;
	return false;
}

/* Writes the cell, if it is not empty, and commas for those before it. */
static void
put_cell(struct sheet_cells *c, struct span s)
{
	if (s.len == 0)
		return;
	for (uint64_t i = c->written ? c->written : 1; i < c->column; i++)
		buf_byte(&c->out, ',');
	c->written = c->column;
	if (!needs_quotes(s)) {
		buf_add(&c->out, s);
		return;
	}
	buf_byte(&c->out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"')
			buf_byte(&c->out, '"');
		buf_byte(&c->out, s.p[i]);
	}
	buf_byte(&c->out, '"');
}

/* 2022-11-01T10:20:30.000 as 2022-11-01 10:20:30 */
static void
put_iso_date(struct sheet_cells *c)
{
	for (size_t i = 0; i < c->value.len && c->value.p[i] != '.'; i++)
		buf_byte(&c->text, c->value.p[i] == 'T' ? ' ' : c->value.p[i]);
}

/* The text of a cell that has a value; -1, told but for the place. */
static int
make_text(struct sheet_cells *c, struct err *e)
{
	struct span value = buf_span(&c->value), s;

	buf_clear(&c->text);
	switch (c->type) {
	case SHEET_SHARED:
		if (!sheet_strings_get(&c->strings, value, &s))
			return err_set(e, ST_DATA,
			    "there is no shared string %s", excerpt(value).s);
		buf_add(&c->text, s);
		return 0;
	case SHEET_BOOLEAN:
		buf_str(&c->text, span_eq(value, SPAN("0")) ? "FALSE" : "TRUE");
		return 0;
	case SHEET_FAULT:
		return err_set(e, ST_DATA, "the error %s", excerpt(value).s);
	case SHEET_ISO_DATE:
		put_iso_date(c);
		return 0;
	case SHEET_NUMBER:
		return sheet_number(
		    value, &c->style, c->from_1904, &c->text, e);
	default:
		buf_add(&c->text, value);
		sheet_strings_unescape(&c->text, 0);
		return 0;
	}
}

/*
 * A formula without its result: programs that write spreadsheets, and do not
 * reckon, store none, or a zero and that all is to be reckoned on opening. A
 * result that is an empty text has the type of one.
 */
static bool
is_unreckoned(const struct sheet_cells *c)
{
	return c->formula && c->type == SHEET_NUMBER &&
	    (c->value.len == 0 ||
		(c->reckon && span_eq(buf_span(&c->value), SPAN("0"))));
}

void
sheet_cells_end_cell(struct sheet_cells *c)
{
	struct err why;

	c->in_cell = false;
	if (is_unreckoned(c)) {
		err_set(&why, ST_DATA,
		    "a formula whose result is not stored: save it once with a "
		    "program that reckons");
		sheet_bad_rows_add(&c->bad, c->row, c->column, &why);
		put_cell(c, SPAN("="));
		return;
	}
	if (c->value.len == 0)
		return;
	if (make_text(c, &why)) {
		sheet_bad_rows_add(&c->bad, c->row, c->column, &why);
		/* what is stored, so that the line is not blank */
		buf_clear(&c->text);
		buf_add(&c->text, buf_span(&c->value));
	}
	put_cell(c, buf_span(&c->text));
}
