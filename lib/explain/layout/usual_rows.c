#include "explain/layout/usual_rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/words/name_hints.h"

bool
usual_rows_is(const struct guess_layout *s)
{
	const struct guess_cells *c = &s->cuts;

	return c->n == s->cells && (!c->mark || c->marked) && c->filled;
}

size_t
usual_rows_values(const struct guess_cells *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += guess_cells_is_value(c->list[i]);
	return n;
}

/* Two marks between digits, or eight digits: a date, and perhaps a time. */
static bool
is_date(struct span s)
{
	size_t digits = 0, marks = 0;

	for (size_t i = 0; i < s.len && i < 12; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		marks +=
		    digits && (s.p[i] == '-' || s.p[i] == '/' || s.p[i] == '.');
	}
	return digits >= 4 && (marks >= 2 || digits >= 8) &&
	    guess_cells_is_value(s) && s.len >= 8;
}

/* The first column in which most rows have a date. */
static void
find_date(struct guess_layout *s, struct usual_rows *u)
{
	struct span rest = buf_span(&s->text);
	uint64_t *dates = mem_zeroed(GUESS_CELLS_MAX, sizeof *dates);
	uint64_t rows = 0;

	while (guess_cells_row(&s->cuts, &rest)) {
		if (!usual_rows_is(s))
			continue;
		rows++;
		for (size_t i = 0; i < s->cuts.n; i++)
			dates[i] += is_date(s->cuts.list[i]);
	}
	for (size_t i = 0; i < GUESS_CELLS_MAX && !u->dated; i++) {
		u->dated = rows && dates[i] * 3 > rows;
		u->date = i;
	}
	free(dates);
}

static uint64_t
count_usual(struct guess_layout *s)
{
	struct span rest = buf_span(&s->text);
	uint64_t n = 0;

	while (guess_cells_row(&s->cuts, &rest))
		n += usual_rows_is(s);
	return n;
}

/* Finds the columns that have values in most rows of the usual width, of which
 * the second half is looked at: before the header may be some that are none. */
static void
find_usual(struct guess_layout *s, struct usual_rows *u)
{
	struct span rest = buf_span(&s->text);
	uint64_t *values = mem_zeroed(GUESS_CELLS_MAX, sizeof *values);
	uint64_t *filled = mem_zeroed(GUESS_CELLS_MAX, sizeof *filled);
	uint64_t skip = count_usual(s) / 2, rows = 0, all = 0;

	while (guess_cells_row(&s->cuts, &rest)) {
		if (!usual_rows_is(s) || (skip && skip--))
			continue;
		rows++;
		for (size_t i = 0; i < s->cuts.n; i++) {
			filled[i] += s->cuts.list[i].len != 0;
			values[i] += guess_cells_is_value(s->cuts.list[i]);
		}
	}
	for (size_t i = 0; i < GUESS_CELLS_MAX; i++) {
		u->value[i] = values[i] * 2 > filled[i];
		if (u->value[i])
			all += values[i];
	}
	u->values = rows ? (size_t)(all / rows) : 0;
	free(values);
	free(filled);
}

/* "Closing balance", as the first cell that has something. */
static bool
is_balance(const struct guess_cells *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].len)
			return name_hint_balance(c->list[i]);
	return false;
}

bool
usual_rows_is_data(
    const struct guess_layout *s, const struct usual_rows *u, bool *odd)
{
	const struct guess_cells *c = &s->cuts;
	size_t values = 0, others = 0;

	for (size_t i = 0; i < c->n; i++) {
		if (!u->value[i] || c->list[i].len == 0)
			continue;
		if (guess_cells_is_value(c->list[i]))
			values++;
		else
			others++;
	}
	if (u->dated && c->list[u->date].len == 0 && is_balance(c)) {
		*odd = true;
		return false;
	}
	*odd = others && values * 2 < u->values;
	return values && values * 2 >= u->values && values > others;
}

void
usual_rows_find(struct usual_rows *u, struct guess_layout *s)
{
	find_usual(s, u);
	find_date(s, u);
}
