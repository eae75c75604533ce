#include "explain/columns/column_facts.h"

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

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
column_facts_is_reference(struct span s)
{
	bool joined = false;

	for (size_t i = 0; i < s.len; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';

		if (s.p[i] == '.' || s.p[i] == ',')
			return false;
		joined |= digit &&
		    ((i && is_letter(s.p[i - 1])) ||
			(i + 1 < s.len && is_letter(s.p[i + 1])));
	}
	return joined;
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
	for (int i = 0;
	     i < COLUMN_FACTS_MARKS && !column_facts_is_reference(cell); i++) {
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
	uint64_t h = cell.len ? hash(cell) : 0;

	if (c->n_hashes == COLUMN_FACTS_ROWS)
		return;
	c->hashes = mem_grow(
	    c->hashes, &c->cap_hashes, c->n_hashes + 1, sizeof *c->hashes);
	c->hashes[c->n_hashes++] = h;
}

bool
column_facts_is_nothing(struct span s)
{
	size_t n = 0;

	while (n < s.len && (s.p[n] == '-' || s.p[n] == '/'))
		n++;
	return n == s.len;
}

/* The distance from UTC of a time, as it stands at its end: "Z", "+08:00". */
static void
take_offset(struct column_facts_column *c, struct span cell)
{
	struct span s = cell;

	while (s.len && (s.p[0] != ':')) { /* dates have no time of day */
		s.p++;
		s.len--;
	}
	while (s.len && !strchr("Z+-", s.p[0])) {
		s.p++;
		s.len--;
	}
	if (s.len == 0)
		return;
	if (c->offsets++ == 0)
		c->offset = (struct span){ mem_dup(s), s.len };
	else
		c->more_offsets |= !span_eq(s, c->offset);
}

/* True if something stands there that is not zero. */
static bool
take_cell(struct column_facts_column *c, struct span cell)
{
	take_hash(c, cell);
	if (column_facts_is_nothing(cell))
		return false;
	c->filled++;
	keep_some(&c->examples, COLUMN_FACTS_EXAMPLES, cell);
	keep_some(&c->values, COLUMN_FACTS_VALUES + 1, cell);
	c->dates = guess_date_keep(c->dates, cell);
	if (c->dates)
		take_offset(c, cell);
	c->codes += is_code(cell);
	c->words +=
	    !memchr(cell.p, ' ', cell.len) && !memchr(cell.p, '\n', cell.len);
	return take_amount(c, cell);
}

static void
keep_cell(struct column_facts *s, struct span cell)
{
	if (cell.len <= COLUMN_FACTS_CELL)
		buf_add(&s->kept, cell);
	s->ends =
	    mem_grow(s->ends, &s->cap_ends, s->n_ends + 1, sizeof *s->ends);
	s->ends[s->n_ends++] = s->kept.len;
}

void
column_facts_row(struct column_facts *s, const struct row *row)
{
	uint64_t here = 0;

	s->rows++;
	for (size_t i = 0; i < s->n; i++) {
		struct span cell =
		    i < row->n ? span_trim(row->cells[i]) : SPAN("");
		bool something = take_cell(&s->columns[i], cell);

		s->columns[i].padded +=
		    i < row->n && cell.len < row->cells[i].len;
		s->columns[i].drawn += column_facts_is_nothing(cell) &&
		    cell.len && !(cell.len == 1 && *cell.p == '-');
		if (s->rows <= COLUMN_FACTS_KEPT)
			keep_cell(s, cell);

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

/* Are n hashes all different? They are put in order. */
static bool
all_differ(uint64_t *list, size_t n)
{
	qsort(list, n, sizeof *list, cmp_hashes);
	for (size_t i = 1; i < n; i++)
		if (list[i] == list[i - 1])
			return false;
	return true;
}

bool
column_facts_distinct_all(
    const struct column_facts *s, const int *columns, size_t n)
{
	size_t rows = s->n ? s->columns->n_hashes : 0;
	uint64_t *list = mem_zeroed(rows + 1, sizeof *list);
	bool differ;

	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < n; k++)
			list[i] = list[i] * 0x9e3779b97f4a7c15u +
			    s->columns[columns[k]].hashes[i];
	differ = all_differ(list, rows);
	free(list);
	return rows && n && differ;
}

bool
column_facts_distinct(const struct column_facts *s, size_t column)
{
	int one = (int)column;

	return s->columns[column].filled == s->rows &&
	    column_facts_distinct_all(s, &one, 1);
}

/* Amounts that can be read with one mark only. */
static bool
needs(const struct column_facts_column *c, enum column_facts_mark mark)
{
	enum column_facts_mark other =
	    mark == MARK_POINT ? MARK_COMMA : MARK_POINT;

	return c->money && !c->dates && c->readable[mark] == c->filled &&
	    c->readable[other] < c->filled;
}

void
column_facts_settle(struct column_facts *s)
{
	size_t point = 0, comma = 0;

	for (size_t i = 0; i < s->n; i++) {
		point += needs(&s->columns[i], MARK_POINT);
		comma += needs(&s->columns[i], MARK_COMMA);
	}
	s->mark = point && !comma ? MARK_POINT
	    : comma && !point     ? MARK_COMMA
				  : MARK_ANY;
}

size_t
column_facts_kept(const struct column_facts *s)
{
	return s->n ? s->n_ends / s->n : 0;
}

struct span
column_facts_cell(const struct column_facts *s, size_t row, size_t column)
{
	size_t i = row * s->n + column, from = i ? s->ends[i - 1] : 0;

	if (s->ends[i] == from)
		return SPAN(""); /* also where nothing is kept at all */
	return (struct span){ s->kept.p + from, s->ends[i] - from };
}

void
column_facts_free(struct column_facts *s)
{
	for (size_t i = 0; i < s->n; i++) {
		names_free(&s->columns[i].examples);
		names_free(&s->columns[i].values);
		free((char *)s->columns[i].odd.p);
		free((char *)s->columns[i].offset.p);
		free(s->columns[i].hashes);
	}
	free(s->columns);
	free(s->ends);
	buf_free(&s->kept);
}
