#include "report/sheet/day_sheets.h"

#include <stdio.h>

#include "figures/ages.h"
#include "report/sheet/sheet_totals.h"
#include "text/tsv.h"

/* The columns of every line. */
enum {
	KEY,
	CLASS,
	CURRENCY,
	LEFT,
	RIGHT,
	DIFFERENCE,
	DATE,
	AGE,
	FIXED,
};

static const struct {
	enum word name;
	unsigned width; /* characters */
} columns[FIXED] = {
	{ WORD_KEY, 32 },
	{ WORD_CLASS, 11 },
	{ WORD_CURRENCY, 9 },
	{ WORD_LEFT, 16 },
	{ WORD_RIGHT, 16 },
	{ WORD_DIFFERENCE, 16 },
	{ WORD_DATE, 11 },
	{ WORD_AGE, 9 },
};

enum { FIELD_WIDTH = 16, REST_WIDTH = 30 };

/* The name of a carried field; false for one that has a column of its own. */
static bool
name_of(struct span field, struct span *name, struct span *value)
{
	const char *eq = memchr(field.p, '=', field.len);

	if (!eq || span_begins(field, SPAN("age=")))
		return false;
	*name = (struct span){ field.p, (size_t)(eq - field.p) };
	*value = (struct span){ eq + 1, field.len - name->len - 1 };
	return true;
}

static void
put_text(struct day_sheet *s, unsigned column, struct span text)
{
	s->cut += !xlsx_text(s->sheet, s->row, column, text);
}

/* The fields that have a column in theirs, the others in the last one. */
static void
put_fields(struct day_sheet *s, struct span carried)
{
	struct span rest = carried, field, name, value;
	struct buf others = { 0 };

	while (tsv_next(&rest, &field)) {
		int at;

		if (!name_of(field, &name, &value))
			continue;
		at = names_find(&s->fields, name);
		if (at >= 0) {
			put_text(s, FIXED + (unsigned)at, value);
			continue;
		}
		if (others.len)
			buf_str(&others, "  ");
		buf_add(&others, field);
	}
	if (others.len)
		put_text(s, FIXED + (unsigned)s->fields.n, buf_span(&others));
	buf_free(&others);
}

/* How many columns there are. */
static unsigned
width(const struct day_sheet *s)
{
	return FIXED + (unsigned)s->fields.n + s->has_rest;
}

/* Adds the next sheet of such lines. */
static void
add_sheet(struct day_sheets *all, struct day_sheet *s)
{
	const char *name = word(
	    all->lang, s == &all->open ? WORD_SHEET_OPEN : WORD_SHEET_CLOSED);
	char text[64];

	if (s->sheets++)
		snprintf(text, sizeof text, "%s %u", name, s->sheets);
	else
		snprintf(text, sizeof text, "%s", name);
	s->sheet = xlsx_add(all->book, text);
}

static void
put_heading(const struct day_sheets *all, struct day_sheet *s)
{
	for (unsigned i = 0; i < FIXED; i++)
		xlsx_heading(s->sheet, i,
		    span_str(word(all->lang, columns[i].name)),
		    columns[i].width);
	for (unsigned i = 0; i < s->fields.n; i++)
		xlsx_heading(
		    s->sheet, FIXED + i, s->fields.list[i], FIELD_WIDTH);
	if (s->has_rest)
		xlsx_heading(s->sheet, FIXED + (unsigned)s->fields.n,
		    span_str(word(all->lang, WORD_CARRIED)), REST_WIDTH);
	s->row = 1;
}

static void
put_line(struct day_sheets *all, struct day_sheet *s, const struct result *r)
{
	int32_t days;

	if (s->row == all->most) {
		xlsx_filter(s->sheet, s->row, width(s));
		add_sheet(all, s);
		put_heading(all, s);
	}
	put_text(s, KEY, r->key);
	put_text(s, CLASS, span_str(word_class(all->lang, r->class)));
	put_text(s, CURRENCY, r->currency);
	if (r->has_left)
		xlsx_amount(s->sheet, s->row, LEFT, r->left);
	if (r->has_right)
		xlsx_amount(s->sheet, s->row, RIGHT, r->right);
	xlsx_amount(s->sheet, s->row, DIFFERENCE, r->diff);
	if (!tsv_is_none(r->date))
		xlsx_day(s->sheet, s->row, DATE, r->day);
	if (age_of(r, &days))
		xlsx_amount(s->sheet, s->row, AGE, (struct amount){ days, 0 });
	put_fields(s, r->carried);
	s->row++;
}

/* Notes the fields of a line that waits. */
static void
learn(struct day_sheet *s, const struct result *r)
{
	struct span rest = r->carried, field, name, value;

	while (tsv_next(&rest, &field)) {
		if (!name_of(field, &name, &value) ||
		    names_find(&s->fields, name) >= 0)
			continue;
		if (s->fields.n < DAY_SHEETS_FIELDS)
			names_add(&s->fields, name);
		else
			s->has_rest = true;
	}
}

/* The columns are known: what waited is written. */
static void
write_waiting(struct day_sheets *all, struct day_sheet *s)
{
	struct span rest = buf_span(&s->waiting);
	struct result r;
	struct err e;

	s->learned = true;
	put_heading(all, s);
	while (rest.len) {
		size_t len = span_line(rest);

		/* it was read before */
		if (result_parse((struct span){ rest.p, len }, &r, &e) == 0)
			put_line(all, s, &r);
		rest.p += len + 1;
		rest.len -= len + 1;
	}
	buf_free(&s->waiting);
}

int
day_sheets_begin(struct day_sheets *all, const char *path, int32_t day,
    enum language lang, struct err *e)
{
	*all = (struct day_sheets){ .lang = lang, .most = XLSX_ROWS };
	all->book = xlsx_open(path, day, e);
	if (!all->book)
		return -1;
	all->totals = xlsx_add(all->book, word(lang, WORD_TOTALS));
	add_sheet(all, &all->open); /* what people look at comes first */
	add_sheet(all, &all->closed);
	return 0;
}

void
day_sheets_add(struct day_sheets *all, const struct result *r)
{
	struct day_sheet *s = result_is_open(r) ? &all->open : &all->closed;

	if (s->learned) {
		put_line(all, s, r);
		return;
	}
	learn(s, r);
	buf_add(&s->waiting, r->line);
	buf_byte(&s->waiting, '\n');
	if (++s->n_waiting == DAY_SHEETS_LEARN ||
	    s->waiting.len > DAY_SHEETS_LEARN_BYTES) {
		s->has_rest = true; /* for what comes */
		write_waiting(all, s);
	}
}

static void
end_lines(struct day_sheets *all, struct day_sheet *s)
{
	if (!s->learned)
		write_waiting(all, s);
	xlsx_filter(s->sheet, s->row, width(s));
}

static void
release(struct day_sheets *all)
{
	names_free(&all->open.fields);
	names_free(&all->closed.fields);
	buf_free(&all->open.waiting);
	buf_free(&all->closed.waiting);
}

int
day_sheets_end(struct day_sheets *all, const struct day *d, unsigned *sheets,
    uint64_t *cut, struct err *e)
{
	end_lines(all, &all->open);
	end_lines(all, &all->closed);
	*sheets = all->open.sheets + all->closed.sheets;
	*cut = all->open.cut + all->closed.cut;
	release(all);
	if (sheet_totals_put(all->totals, all->lang, d, e)) {
		xlsx_abandon(all->book);
		return -1;
	}
	return xlsx_close(all->book, e);
}

void
day_sheets_abandon(struct day_sheets *all)
{
	release(all);
	xlsx_abandon(all->book);
}
