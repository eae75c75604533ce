#include "bill/sheet/sheet_cells.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	ROWS_MAX = 1048576, /* of a sheet */
	COLUMNS_MAX = 16384,
	LETTERS = 26,
};

/* A cell has no more bytes: Excel has 32767 characters. */
static const size_t cell_max = (size_t)1 << 24;

enum { /* types of cells */
	NUMBER,
	SHARED,
	STRING, /* of a formula, or inline */
	BOOLEAN,
	FAULT,
	ISO_DATE,
};

struct sheet_bad_row {
	uint64_t row;
	char *why; /* owned */
};

/* Ends the sheet. */
static void
stop(struct sheet_cells *c, struct err *why)
{
	err_at(why, c->name, c->row);
	sax_fail(c->sax, why);
}

/* "C": the name of a column. */
static const char *
column_name(uint64_t column, char name[4])
{
	char *p = name + 3;

	*p = '\0';
	for (; column; column = (column - 1) / LETTERS)
		*--p = (char)('A' + (column - 1) % LETTERS);
	return p;
}

/* The row is bad, for the reason of its first bad cell. */
static void
bad_cell(struct sheet_cells *c, const struct err *why)
{
	char name[4];
	struct buf b = { 0 };

	if (c->n_bad > c->at_bad && c->bad[c->n_bad - 1].row == c->row)
		return;
	buf_printf(&b, "cell %s%ju: %s", column_name(c->column, name),
	    (uintmax_t)c->row, why->text);
	buf_byte(&b, '\0');
	c->bad = mem_grow(c->bad, &c->cap_bad, c->n_bad + 1, sizeof *c->bad);
	c->bad[c->n_bad++] = (struct sheet_bad_row){ c->row, b.p };
}

int
sheet_cells_bad(struct sheet_cells *c, uint64_t row, struct err *e)
{
	while (c->at_bad < c->n_bad && c->bad[c->at_bad].row < row)
		free(c->bad[c->at_bad++].why);
	if (c->at_bad == c->n_bad) {
		c->at_bad = c->n_bad = 0;
		return 0;
	}
	if (c->bad[c->at_bad].row > row)
		return 0;
	return err_set(e, ST_DATA, "%s", c->bad[c->at_bad].why);
}

static void
begin_row(struct sheet_cells *c, const struct sax *x)
{
	struct span r = sax_attribute(x, "r");
	uint64_t n = c->row + 1;
	struct err why;

	if (r.p && (!span_count(r, &n) || n == 0 || n > ROWS_MAX)) {
		err_set(&why, ST_DATA, "a row \"%s\"", excerpt(r).s);
		stop(c, &why);
		return;
	}
	if (n <= c->row || n > ROWS_MAX) {
		err_set(&why, ST_DATA, "row %ju stands behind this one",
		    (uintmax_t)n);
		stop(c, &why);
		return;
	}
	while (++c->row < n)
		buf_byte(&c->out, '\n');
	c->column = c->written = 0;
}

/* "BC23": column and row; false where it is no such thing. */
static bool
read_place(struct span s, uint64_t *column, uint64_t *row)
{
	uint64_t n = 0;

	while (s.len && s.p[0] >= 'A' && s.p[0] <= 'Z' && n <= COLUMNS_MAX) {
		n = n * LETTERS + (uint64_t)(s.p[0] - 'A' + 1);
		s.p++;
		s.len--;
	}
	*column = n;
	return n && n <= COLUMNS_MAX && span_count(s, row);
}

static int
type_of(struct span t)
{
	static const struct {
		const char *name;
		int type;
	} types[] = {
		{ "n", NUMBER },
		{ "s", SHARED },
		{ "str", STRING },
		{ "inlineStr", STRING },
		{ "b", BOOLEAN },
		{ "e", FAULT },
		{ "d", ISO_DATE },
	};

	if (!t.p)
		return NUMBER;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (span_eq(t, span_str(types[i].name)))
			return types[i].type;
	return -1;
}

static bool
take_style(struct sheet_cells *c, struct span s)
{
	uint64_t n = 0;

	c->style = (struct sheet_style){ 0 };
	if (s.p && !span_count(s, &n))
		return false;
	if (n < c->styles.n)
		c->style = c->styles.list[n];
	else if (n)
		return false;
	return true;
}

static void
begin_cell(struct sheet_cells *c, const struct sax *x)
{
	struct span r = sax_attribute(x, "r");
	uint64_t column = c->column + 1, row = c->row;
	int type = type_of(sax_attribute(x, "t"));
	struct err why;

	buf_clear(&c->value);
	c->formula = c->valued = false;
	if (r.p && (!read_place(r, &column, &row) || row != c->row))
		err_set(&why, ST_DATA, "a cell \"%s\" in row %ju", excerpt(r).s,
		    (uintmax_t)c->row);
	else if (column <= c->column || column > COLUMNS_MAX)
		err_set(&why, ST_DATA, "its cells are not in order");
	else if (type < 0)
		err_set(&why, ST_DATA, "a cell of type \"%s\"",
		    excerpt(sax_attribute(x, "t")).s);
	else if (!take_style(c, sax_attribute(x, "s")))
		err_set(&why, ST_DATA, "a cell of style \"%s\"",
		    excerpt(sax_attribute(x, "s")).s);
	else {
		c->column = column;
		c->type = (char)type;
		return;
	}
	stop(c, &why);
}

/* Cells are in rows, neither is in one of its kind. */
static bool
is_in_place(struct sheet_cells *c, bool in_place)
{
	struct err why;

	if (in_place)
		return true;
	err_set(&why, ST_DATA, "a row or cell within another");
	stop(c, &why);
	return false;
}

/* A value of a cell begins: there is one. */
static void
begin_value(struct sheet_cells *c)
{
	struct err why;

	if (c->valued) {
		err_set(&why, ST_DATA, "a cell with two values");
		stop(c, &why);
	}
	c->valued = true;
}

static void
on_begin(void *context, struct sax *x, const char *name)
{
	struct sheet_cells *c = context;

	c->sax = x;
	if (!strcmp(name, "sheetData"))
		c->in_data = true;
	if (!c->in_data)
		return;
	if (c->in_cell && (!strcmp(name, "v") || !strcmp(name, "is")))
		begin_value(c);
	if (!strcmp(name, "c")) {
		if (is_in_place(c, c->in_row && !c->in_cell))
			begin_cell(c, x);
		c->in_cell = true;
	} else if (!strcmp(name, "v") || !strcmp(name, "t"))
		c->wanted = c->in_cell && !c->aloud;
	else if (!strcmp(name, "row")) {
		if (is_in_place(c, !c->in_row))
			begin_row(c, x);
		c->in_row = true;
	} else if (!strcmp(name, "rPh"))
		c->aloud = true;
	else if (!strcmp(name, "f"))
		c->formula = true;
}

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
	case SHARED:
		if (!sheet_strings_get(&c->strings, value, &s))
			return err_set(e, ST_DATA,
			    "there is no shared string %s", excerpt(value).s);
		buf_add(&c->text, s);
		return 0;
	case BOOLEAN:
		buf_str(&c->text, span_eq(value, SPAN("0")) ? "FALSE" : "TRUE");
		return 0;
	case FAULT:
		return err_set(e, ST_DATA, "the error %s", excerpt(value).s);
	case ISO_DATE:
		put_iso_date(c);
		return 0;
	case NUMBER:
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
	return c->formula && c->type == NUMBER &&
	    (c->value.len == 0 ||
		(c->reckon && span_eq(buf_span(&c->value), SPAN("0"))));
}

static void
end_cell(struct sheet_cells *c)
{
	struct err why;

	c->in_cell = false;
	if (is_unreckoned(c)) {
		err_set(&why, ST_DATA,
		    "a formula whose result is not stored: save it once with a "
		    "program that reckons");
		bad_cell(c, &why);
		put_cell(c, SPAN("="));
		return;
	}
	if (c->value.len == 0)
		return;
	if (make_text(c, &why)) {
		bad_cell(c, &why);
		/* what is stored, so that the line is not blank */
		buf_clear(&c->text);
		buf_add(&c->text, buf_span(&c->value));
	}
	put_cell(c, buf_span(&c->text));
}

static void
on_end(void *context, const char *name)
{
	struct sheet_cells *c = context;

	if (!c->in_data)
		return;
	if (!strcmp(name, "c"))
		end_cell(c);
	else if (!strcmp(name, "v") || !strcmp(name, "t"))
		c->wanted = false;
	else if (!strcmp(name, "row")) {
		c->in_row = false;
		buf_byte(&c->out, '\n');
	} else if (!strcmp(name, "rPh"))
		c->aloud = false;
	else if (!strcmp(name, "sheetData"))
		c->in_data = false;
}

static void
on_text(void *context, struct span text)
{
	struct sheet_cells *c = context;
	struct err why;

	if (!c->wanted)
		return;
	if (c->value.len + text.len > cell_max) {
		err_set(&why, ST_DATA, "a cell of more than 16 MB");
		stop(c, &why);
		return;
	}
	buf_add(&c->value, text);
}

const struct sax_calls sheet_cells_calls = { on_begin, on_end, on_text };

void
sheet_cells_free(struct sheet_cells *c)
{
	for (size_t i = c->at_bad; i < c->n_bad; i++)
		free(c->bad[i].why);
	free(c->bad);
	sheet_strings_free(&c->strings);
	sheet_styles_free(&c->styles);
	buf_free(&c->out);
	buf_free(&c->value);
	buf_free(&c->text);
}
