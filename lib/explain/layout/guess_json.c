#include "explain/layout/guess_json.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/visible.h"
#include "explain/layout/json_places.h"
#include "explain/words/name_hints.h"
#include "text/names.h"
#include "value/currency.h"

enum { COLUMNS_MAX = 200 };

struct choice {
	const struct json_places *places;
	struct guess_json *to;
	int rows;                 /* the place of the rows, */
	int columns[COLUMNS_MAX]; /* and of the columns */
	size_t n;
	bool more; /* there were too many */
};

static const struct json_place *
at(const struct choice *c, int place)
{
	return &c->places->list[place];
}

/* What an object says of amounts: 2, it has one that is called so; 1, it has
 * one; 0. What stands in lists is not its own. */
static int
worth(const struct choice *c, int place)
{
	int best = 0;

	for (int i = at(c, place)->child; i >= 0; i = at(c, i)->next) {
		const struct json_place *p = at(c, i);
		struct span name = buf_span(&p->name);
		int w = 0;

		if (p->any)
			continue;
		if (p->decimals + p->integers)
			w = name_hint_amount(name) > 0 ? 2 : p->decimals != 0;
		else if (p->objects)
			w = worth(c, i);
		/* { "amount": { "value": ..., "currency": ... } } */
		if (p->objects && w == 1 && name_hint_amount(name) > 0)
			w = 2;
		best = w > best ? w : best;
	}
	return best;
}

/* Lists that a place is within, itself one of their elements. */
static int
lists_around(const struct choice *c, int place)
{
	int n = 0;

	for (; place >= 0; place = at(c, place)->parent)
		n += at(c, place)->any;
	return n;
}

static bool
may_be_rows(const struct choice *c, int place)
{
	const struct json_place *p = at(c, place);

	return p->objects && (p->any || p->parent < 0) && worth(c, place);
}

/* Is the first the likelier of two? */
static bool
is_likelier(const struct choice *c, int a, int b)
{
	int x = worth(c, a), y = worth(c, b);
	int in_x = lists_around(c, a), in_y = lists_around(c, b);
	/* a single document around a list has what is said of it */
	bool one_x = a == 0 && at(c, a)->objects == 1;
	bool one_y = b == 0 && at(c, b)->objects == 1;

	if (one_x != one_y)
		return one_y;
	if (x != y)
		return x > y;
	return in_x != in_y ? in_x < in_y
			    : at(c, a)->objects > at(c, b)->objects;
}

static int
choose_rows(const struct choice *c)
{
	int best = -1;

	for (size_t i = 0; i < c->places->n; i++)
		if (may_be_rows(c, (int)i) &&
		    (best < 0 || is_likelier(c, (int)i, best)))
			best = (int)i;
	return best;
}

/* Can it stand in a pointer, and in a profile? */
static bool
is_plain(struct span name)
{
	return visible_is(name) && name.len && !span_eq(name, SPAN("*")) &&
	    span_eq(name, span_trim(name)) && !memchr(name.p, '=', name.len) &&
	    !memchr(name.p, '#', name.len) && !memchr(name.p, '\\', name.len) &&
	    name.p[name.len - 1] != '?';
}

/* Adds the pointer from one place to another within it. */
static void
put_pointer(const struct choice *c, struct buf *b, int from, int to)
{
	struct span name;

	if (to == from)
		return;
	put_pointer(c, b, from, at(c, to)->parent);
	buf_byte(b, '/');
	if (at(c, to)->any) {
		buf_byte(b, '*');
		return;
	}
	name = buf_span(&at(c, to)->name);
	for (size_t i = 0; i < name.len; i++)
		if (name.p[i] == '~' || name.p[i] == '/')
			buf_str(b, name.p[i] == '~' ? "~0" : "~1");
		else
			buf_byte(b, name.p[i]);
}

static void
add_column(struct choice *c, int place)
{
	if (c->n == COLUMNS_MAX)
		c->more = true;
	else
		c->columns[c->n++] = place;
}

/* Adds a line about a place. */
static void
tell(const struct choice *c, struct buf *b, int place, const char *text)
{
	put_pointer(c, b, 0, place);
	buf_printf(b, ": %s\n", text);
}

/* The values within a row, but for those in lists. */
static void
find_columns(struct choice *c, int place)
{
	for (int i = at(c, place)->child; i >= 0; i = at(c, i)->next) {
		const struct json_place *p = at(c, i);

		if (p->any)
			continue;
		if (!is_plain(buf_span(&p->name)))
			tell(c, &c->to->notes, i,
			    "its name cannot stand in a profile: left out");
		else if (p->objects + p->arrays && p->texts + p->numbers)
			tell(c, &c->to->notes, i,
			    "a value in some rows, and an object or an array "
			    "in others: left out");
		else if (p->exponents)
			tell(c, &c->to->notes, i,
			    "has numbers with an exponent: left out");
		else if (p->objects && !p->arrays)
			find_columns(c, i);
		else if (p->texts + p->numbers + p->others && !p->arrays)
			add_column(c, i);
	}
}

/* Codes of currencies beside the rows, before them, not in a list. */
static void
find_codes(struct choice *c)
{
	for (size_t i = 1; i < c->places->n; i++) {
		const struct json_place *p = at(c, (int)i);

		if (p->texts == 1 && currency_is_iso(p->example) &&
		    is_plain(buf_span(&p->name)) &&
		    p->at <= at(c, c->rows)->at && at(c, 0)->objects == 1 &&
		    lists_around(c, (int)i) == 0)
			add_column(c, (int)i);
	}
}

/* Numbers beside the rows of a document, not in a list. */
static void
find_figures(struct choice *c)
{
	struct guess_json *g = c->to;

	for (size_t i = 1; i < c->places->n && at(c, 0)->objects == 1; i++) {
		const struct json_place *p = at(c, (int)i);
		struct guess_json_figure f = { .text = p->example };

		if (p->decimals + p->integers != 1 || lists_around(c, (int)i) ||
		    !is_plain(buf_span(&p->name)))
			continue;
		put_pointer(c, &f.pointer, 0, (int)i);
		g->figures = mem_grow(g->figures, &g->cap_figures,
		    g->n_figures + 1, sizeof *g->figures);
		g->figures[g->n_figures++] = f;
	}
}

static bool
is_within(const struct choice *c, int place, int around)
{
	while (place > around)
		place = at(c, place)->parent;
	return place == around;
}

/* "amount.value": the names from the row on, or from the document. */
static void
put_path(const struct choice *c, struct buf *b, int place)
{
	int up = at(c, place)->parent;

	if (up > 0 && up != c->rows && !at(c, up)->any) {
		put_path(c, b, up);
		buf_byte(b, '.');
	}
	buf_add(b, buf_span(&at(c, place)->name));
}

/* The name of a column: that of the member, unless another one has it. */
static void
put_name(const struct choice *c, struct buf *b, int place)
{
	struct span name = buf_span(&at(c, place)->name);
	size_t same = 0;

	for (size_t i = 0; i < c->n; i++)
		same += span_eq(buf_span(&at(c, c->columns[i])->name), name);
	if (same > 1)
		put_path(c, b, place);
	else
		buf_add(b, name);
}

/* "column = NAME = /pointer", once for each name. */
static void
put_column(const struct choice *c, int place, struct names *used)
{
	const struct json_place *p = at(c, place);
	struct buf *b = &c->to->lines, name = { 0 };
	bool outer = !is_within(c, place, c->rows);

	put_name(c, &name, place);
	if (names_find(used, buf_span(&name)) < 0) {
		names_add(used, buf_span(&name));
		buf_str(b, "column = ");
		buf_add(b, buf_span(&name));
		if (!outer &&
		    p->texts + p->numbers + p->others < at(c, c->rows)->objects)
			buf_byte(b, '?');
		buf_str(b, outer ? " = ^" : " = ");
		put_pointer(c, b, outer ? 0 : c->rows, place);
		buf_byte(b, '\n');
	}
	buf_free(&name);
}

/* Other places that may have the rows. */
static void
doubt_rows(const struct choice *c)
{
	for (size_t i = 1; i < c->places->n; i++)
		if ((int)i != c->rows && may_be_rows(c, (int)i) &&
		    worth(c, (int)i) >= worth(c, c->rows))
			tell(c, &c->to->doubts, (int)i,
			    is_within(c, (int)i, c->rows)
				? "has amounts too: are those the payments? "
				  "Then they are the rows"
				: "has amounts too, and is no part of what is "
				  "read: a table of its own");
}

static void
put_lines(struct choice *c)
{
	struct names used = { 0 };

	put_pointer(c, &c->to->rows, 0, c->rows);
	/* documents, or the elements of one, are rows by themselves */
	if (c->rows && at(c, c->rows)->parent) {
		buf_str(&c->to->lines, "rows = ");
		buf_add(&c->to->lines, buf_span(&c->to->rows));
		buf_byte(&c->to->lines, '\n');
	}
	for (size_t i = 0; i < c->n; i++)
		put_column(c, c->columns[i], &used);
	names_free(&used);
	if (c->more)
		buf_printf(&c->to->notes,
		    "more than %d columns: the others "
		    "are left out\n",
		    COLUMNS_MAX);
}

void
guess_json_find(struct guess_json *g, struct span text)
{
	struct json_places places;
	struct choice c = { .places = &places, .to = g };

	*g = (struct guess_json){ 0 };
	json_places_read(&places, text);
	c.rows = choose_rows(&c);
	if (c.rows >= 0) {
		find_columns(&c, c.rows);
		if (c.rows > 0) {
			find_codes(&c);
			find_figures(&c);
		}
		put_lines(&c);
		doubt_rows(&c);
	}
	json_places_free(&places);
}

void
guess_json_free(struct guess_json *g)
{
	buf_free(&g->rows);
	buf_free(&g->lines);
	buf_free(&g->doubts);
	buf_free(&g->notes);
	for (size_t i = 0; i < g->n_figures; i++)
		buf_free(&g->figures[i].pointer);
	free(g->figures);
}
