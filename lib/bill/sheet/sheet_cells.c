#include "bill/sheet/sheet_cells.h"

enum {
	ROWS_MAX = 1048576, /* of a sheet */
	COLUMNS_MAX = 16384,
	LETTERS = 26,
};

/* A cell has no more bytes: Excel has 32767 characters. */
static const size_t cell_max = (size_t)1 << 24;

/* Ends the sheet. */
static void
stop(struct sheet_cells *c, struct err *why)
{
	err_at(why, c->name, c->row);
	sax_fail(c->sax, why);
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
		{ "n", SHEET_NUMBER },
		{ "s", SHEET_SHARED },
		{ "str", SHEET_STRING },
		{ "inlineStr", SHEET_STRING },
		{ "b", SHEET_BOOLEAN },
		{ "e", SHEET_FAULT },
		{ "d", SHEET_ISO_DATE },
	};

	if (!t.p)
		return SHEET_NUMBER;
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
		c->type = (enum sheet_type)type;
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

static void
on_end(void *context, const char *name)
{
	struct sheet_cells *c = context;

	if (!c->in_data)
		return;
	if (!strcmp(name, "c"))
		sheet_cells_end_cell(c);
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
	sheet_bad_rows_free(&c->bad);
	sheet_strings_free(&c->strings);
	sheet_styles_free(&c->styles);
	buf_free(&c->out);
	buf_free(&c->value);
	buf_free(&c->text);
}
