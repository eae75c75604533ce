#include "survey.h"

#include <stdlib.h>

#include "currency.h"
#include "mem.h"
#include "money.h"

void
survey_init(struct survey *s, size_t columns)
{
	*s = (struct survey){ .n = columns };
	s->columns = mem_zeroed(columns, sizeof *s->columns);
	for (size_t i = 0; i < columns; i++)
		s->columns[i].amounts = s->columns[i].dates =
		    s->columns[i].codes = true;
}

static void
add_example(struct names *n, struct span cell)
{
	if (n->n < SURVEY_EXAMPLES && names_find(n, cell) < 0)
		names_add(n, cell);
}

/* Digits in the place of YYYY-MM-DD, with any marks, or YYYYMMDD. */
static bool
is_date(struct span s)
{
	size_t digits = 0;

	while (digits < s.len && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits == 8)
		return s.p[0] == '1' || s.p[0] == '2';
	if (digits != 1 && digits != 2 && digits != 4)
		return false;
	return s.len >= 8 && strchr("-/.", s.p[digits]) &&
	    s.p[digits + 1] >= '0' && s.p[digits + 1] <= '9' &&
	    (digits == 4 || memchr(s.p + digits + 1, s.p[digits],
	    s.len - digits - 1));
}

/* A currency, in capitals or not. */
static bool
is_code(struct span s)
{
	char code[3];

	if (s.len != sizeof code)
		return false;
	for (size_t i = 0; i < sizeof code; i++)
		code[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ?
		    s.p[i] - 'a' + 'A' : s.p[i]);
	return currency_is_iso((struct span){ code, sizeof code });
}

static void
add_amount(struct survey_column *c, struct span cell)
{
	static const struct numeral_form form;
	struct money m;
	struct err e;

	c->amounts = money_parse(cell, &form, SPAN("-"), &m, &e) == 0 &&
	    amount_add(c->sum, m.amount, &c->sum) == AMOUNT_OK;
}

/* FNV-1a */
static uint64_t
hash(struct span s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

static void
take_cell(struct survey_column *c, struct span cell)
{
	cell = span_trim(cell);
	if (cell.len == 0)
		return;
	c->filled++;
	add_example(&c->examples, cell);
	if (c->dates)
		c->dates = is_date(cell);
	if (c->codes)
		c->codes = is_code(cell);
	if (c->amounts)
		add_amount(c, cell);
	if (c->n_hashes == SURVEY_ROWS)
		return;
	c->hashes = mem_grow(c->hashes, &c->cap_hashes, c->n_hashes + 1,
	    sizeof *c->hashes);
	c->hashes[c->n_hashes++] = hash(cell);
}

void
survey_row(struct survey *s, const struct row *row)
{
	s->rows++;
	for (size_t i = 0; i < s->n && i < row->n; i++)
		take_cell(&s->columns[i], row->cells[i]);
}

static int
cmp_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

bool
survey_distinct(struct survey *s, size_t column)
{
	struct survey_column *c = &s->columns[column];

	if (c->filled != s->rows || c->n_hashes == 0)
		return false;
	qsort(c->hashes, c->n_hashes, sizeof *c->hashes, cmp_hashes);
	for (size_t i = 1; i < c->n_hashes; i++)
		if (c->hashes[i] == c->hashes[i - 1])
			return false;
	return true;
}

void
survey_free(struct survey *s)
{
	for (size_t i = 0; i < s->n; i++) {
		names_free(&s->columns[i].examples);
		free(s->columns[i].hashes);
	}
	free(s->columns);
}
