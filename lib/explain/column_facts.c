#include "explain/column_facts.h"

#include <stdlib.h>

#include "value/currency.h"
#include "base/mem.h"
#include "value/money.h"

void
column_facts_init(struct column_facts *s, size_t columns)
{
	*s = (struct column_facts){ .n = columns };
	s->columns = mem_zeroed(columns, sizeof *s->columns);
	for (size_t i = 0; i < columns; i++)
		s->columns[i].dates = guess_date_all();
}

static void
keep_some(struct names *n, size_t max, struct span cell)
{
	if (n->n < max && names_find(n, cell) < 0)
		names_add(n, cell);
}

/* A currency, in capitals or not. */
static bool
is_code(struct span s)
{
	char code[3];

	if (s.len != sizeof code)
		return false;
	for (size_t i = 0; i < sizeof code; i++)
		code[i] =
		    (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ? s.p[i] - 'a' + 'A'
							  : s.p[i]);
	return currency_is_iso((struct span){ code, sizeof code });
}

static bool
has_mark(struct span s, const struct money *m)
{
	return m->mark.len || memchr(s.p, '.', s.len) ||
	    memchr(s.p, ',', s.len);
}

/* Reads the cell in each way; true if it is an amount, and not zero, in
 * one of them. */
static bool
take_amount(struct column_facts_column *c, struct span cell)
{
	static const struct numeral_form forms[COLUMN_FACTS_MARKS] = {
		{ .decimal = 0 }, { .decimal = '.' }, { .decimal = ',' }
	};
	bool readable = false, something = false;
	struct money m;
	struct err e;

	if (c->filled > COLUMN_FACTS_TRIES && !c->readable[MARK_POINT] &&
	    !c->readable[MARK_COMMA])
		return true; /* it never is one */
	for (int i = 0; i < COLUMN_FACTS_MARKS; i++) {
		struct amount sum;

		if (money_parse(cell, &forms[i], SPAN("-"), &m, &e) ||
		    amount_add(c->sum[i], m.amount, &sum) != AMOUNT_OK)
			continue;
		c->sum[i] = sum;
		c->readable[i]++;
		readable = true;
		something |= !amount_is_zero(m.amount);
	}
	if (readable) {
		c->money += has_mark(cell, &m);
		c->signs += m.is_signed;
	} else if (!c->odd.p) {
		c->odd = (struct span){ mem_dup(cell), cell.len };
	}
	return !readable || something;
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
take_hash(struct column_facts_column *c, struct span cell)
{
	if (c->n_hashes == COLUMN_FACTS_ROWS)
		return;
	c->hashes = mem_grow(
	    c->hashes, &c->cap_hashes, c->n_hashes + 1, sizeof *c->hashes);
	c->hashes[c->n_hashes++] = hash(cell);
}

static bool
is_nothing(struct span s)
{
	size_t n = 0;

	while (n < s.len && (s.p[n] == '-' || s.p[n] == '/'))
		n++;
	return n == s.len;
}

/* True if something stands there that is not zero. */
static bool
take_cell(struct column_facts_column *c, struct span cell)
{
	cell = span_trim(cell);
	if (is_nothing(cell))
		return false;
	c->filled++;
	keep_some(&c->examples, COLUMN_FACTS_EXAMPLES, cell);
	keep_some(&c->values, COLUMN_FACTS_VALUES + 1, cell);
	c->dates = guess_date_keep(c->dates, cell);
	c->codes += is_code(cell);
	c->words +=
	    !memchr(cell.p, ' ', cell.len) && !memchr(cell.p, '\n', cell.len);
	take_hash(c, cell);
	return take_amount(c, cell);
}

void
column_facts_row(struct column_facts *s, const struct row *row)
{
	uint64_t here = 0;

	s->rows++;
	for (size_t i = 0; i < s->n && i < row->n; i++) {
		bool something = take_cell(&s->columns[i], row->cells[i]);

		s->columns[i].nonzero += something;
		if (something && i < COLUMN_FACTS_PAIRS)
			here |= (uint64_t)1 << i;
	}
	for (size_t i = 0; i < s->n && i < COLUMN_FACTS_PAIRS; i++)
		if (here >> i & 1)
			s->columns[i].beside |= here;
}

static int
cmp_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

bool
column_facts_distinct(struct column_facts *s, size_t column)
{
	struct column_facts_column *c = &s->columns[column];

	if (c->filled != s->rows || c->n_hashes == 0)
		return false;
	qsort(c->hashes, c->n_hashes, sizeof *c->hashes, cmp_hashes);
	for (size_t i = 1; i < c->n_hashes; i++)
		if (c->hashes[i] == c->hashes[i - 1])
			return false;
	return true;
}

void
column_facts_free(struct column_facts *s)
{
	for (size_t i = 0; i < s->n; i++) {
		names_free(&s->columns[i].examples);
		names_free(&s->columns[i].values);
		free((char *)s->columns[i].odd.p);
		free(s->columns[i].hashes);
	}
	free(s->columns);
}
