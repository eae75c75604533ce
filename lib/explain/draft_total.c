#include "explain/draft_total.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/words/profile_name.h"
#include "explain/words/profile_pattern.h"
#include "value/money.h"

/* The line that has the figure, and the one before it. */
static struct span
line_around(struct span text, const char *p, struct span *before)
{
	const char *end = text.p + text.len, *from = p, *to = p;

	while (from > text.p && from[-1] != '\n')
		from--;
	while (to < end && *to != '\n' && *to != '\r')
		to++;
	*before = (struct span){ .p = NULL };
	if (from > text.p) {
		const char *last = from - 1, *first = last;

		if (last > text.p && last[-1] == '\r')
			last--;
		while (first > text.p && first[-1] != '\n')
			first--;
		if (first <= last)
			*before =
			    (struct span){ first, (size_t)(last - first) };
	}
	return (struct span){ from, (size_t)(to - from) };
}

/* The cell of a line that has the figure; n: it has none. */
static size_t
cell_of(const struct guess_cells *c, const char *p)
{
	size_t i = 0;

	while (i < c->n &&
	    (p < c->list[i].p || p >= c->list[i].p + c->list[i].len))
		i++;
	return i;
}

/*
 * Where the line before names the cells of the one that has the figure: the
 * name. As of a trailer that is a table of its own.
 */
static bool
find_name(const struct guess_layout *l, struct span line, struct span before,
    const struct bill_figure *f, struct buf *name)
{
	struct guess_cells *c = mem_alloc(sizeof *c);
	size_t i, n;
	bool found = false;

	*c = l->cuts;
	guess_cells_row(c, &line);
	i = cell_of(c, f->text.p);
	n = c->n;
	if (n > 1 && i < n && guess_cells_is_value(c->list[0]) && before.len &&
	    c->list[i].len == f->text.len) {
		guess_cells_row(c, &before);
		found = c->n == n && profile_name_is_plain(c->list[i]) &&
		    !guess_cells_is_value(c->list[i]) &&
		    !guess_cells_is_value(c->list[0]);
		if (found)
			buf_add(name, c->list[i]);
	}
	free(c);
	return found;
}

/* The bytes before the figure that are of it: its sign. */
static size_t
sign_len(struct span line, const char *p)
{
	return p > line.p && (p[-1] == '-' || p[-1] == '+') ? 1 : 0;
}

/* "total = NAME ~ PATTERN" of the line, whose figure is a group. */
static void
put_total(struct buf *b, struct span name, struct span line,
    const struct bill_figure *f)
{
	size_t n = (size_t)(f->text.p - line.p) - sign_len(line, f->text.p);
	bool blank = memchr(f->text.p, ' ', f->text.len) ||
	    memchr(f->text.p, 0xc2, f->text.len);

	buf_str(b, "total = ");
	buf_add(b, name);
	buf_str(b, " ~ ^");
	profile_pattern_put_line(b, (struct span){ line.p, n });
	buf_printf(
	    b, "([-+]?[0-9](?:[0-9.,'%s]*[0-9])?)\n", blank ? " \xc2\xa0" : "");
}

/* What the bill says, as it will be read: with its sign. */
static bool
read_figure(struct span line, const struct bill_figure *f, char decimal,
    struct amount *a)
{
	struct numeral_form form = { .decimal = decimal };
	size_t sign = sign_len(line, f->text.p);
	struct span text = { f->text.p - sign, f->text.len + sign };
	struct money m;
	struct err e;

	if (money_parse(text, &form, SPAN("-"), &m, &e))
		return false;
	*a = m.amount;
	return true;
}

bool
draft_total(struct draft_total *t, const struct guess_layout *l,
    const struct bill_figure *f, const char *label, char decimal)
{
	struct span before, line;

	*t = (struct draft_total){ .name = { 0 } };
	if (f->pointer.p) {
		buf_str(&t->name, label);
		buf_printf(&t->line, "total = %s = %.*s\n", label,
		    (int)f->pointer.len, f->pointer.p);
		line = (struct span){ f->text.p - 1, f->text.len + 1 };
		return read_figure(line, f, decimal, &t->stated);
	}
	line = line_around(buf_span(&l->text), f->text.p, &before);
	if (!read_figure(line, f, decimal, &t->stated))
		return false;
	if (find_name(l, line, before, f, &t->name)) {
		buf_str(&t->line, "total = ");
		profile_name_put(&t->line, buf_span(&t->name));
		buf_byte(&t->line, '\n');
		return true;
	}
	buf_str(&t->name, label);
	put_total(&t->line, span_str(label), line, f);
	return true;
}

void
draft_total_free(struct draft_total *t)
{
	buf_free(&t->name);
	buf_free(&t->line);
}
