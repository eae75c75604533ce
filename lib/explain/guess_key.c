#include "explain/guess_key.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/visible.h"
#include "base/visible_text.h"
#include "explain/name_hints.h"
#include "value/money.h"

enum { KEY_MIN = 6 }; /* bytes of a key without a name that says so */

void
guess_key_note(
    struct guess_key *g, const struct names *columns, int i, const char *text)
{
	buf_printf(&g->doubts, "%s: %s\n",
	    i < 0 ? "key" : excerpt(columns->list[i]).s, text);
}

void
guess_key_doubt(
    struct guess_key *g, const struct names *columns, int i, const char *text)
{
	if (!g->open)
		g->first_doubt = g->doubts.len;
	guess_key_note(g, columns, i, text);
	g->open = true;
}

bool
guess_key_has_control(struct span name)
{
	return !visible_is(name);
}

/* Adds a character that may be printed. */
static void
put_plain(struct buf *b, struct span c)
{
	if (*c.p == ',' || *c.p == '\\')
		buf_byte(b, '\\');
	buf_add(b, c);
}

void
guess_key_put_name(struct buf *b, struct span name)
{
	while (name.len) {
		bool shown;
		size_t n = visible_next(name, &shown);
		struct span c = { name.p, n };

		if (shown)
			put_plain(b, c);
		else if (*c.p == '\n' || *c.p == '\r' || *c.p == '\t')
			buf_str(b,
			    *c.p == '\n'       ? "\\n"
				: *c.p == '\r' ? "\\r"
					       : "\\t");
		else
			visible_add(b, c);
		name = (struct span){ name.p + n, name.len - n };
	}
}

void
guess_key_put_column(struct buf *b, struct span name)
{
	buf_byte(b, '"');
	for (size_t i = 0; i < name.len; i++) {
		if (name.p[i] == '"')
			buf_byte(b, '"');
		buf_byte(b, name.p[i]);
	}
	buf_byte(b, '"');
}

bool
guess_key_is_date(const struct column_facts_column *c)
{
	return c->filled && c->dates;
}

static bool
all_have_digits(const struct names *values)
{
	for (size_t i = 0; i < values->n; i++) {
		struct span v = values->list[i];
		size_t k = 0;

		while (k < v.len && (v.p[k] < '0' || v.p[k] > '9'))
			k++;
		if (k == v.len)
			return false;
	}
	return true;
}

/* How likely a column of different values is the key; 0: not at all. */
static int
rate_key(const struct column_facts *s, const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];
	int score = name_hint_key(columns->list[i]);

	if (s->rows == 0 || guess_key_is_date(c) || c->words < s->rows ||
	    (c->money && guess_key_mark(s, c) >= 0) ||
	    name_hint_balance(columns->list[i]) ||
	    name_hint_amount(columns->list[i]) > 0 ||
	    !column_facts_distinct(s, i))
		return 0;
	if (score <= 0 &&
	    (c->examples.list[0].len < KEY_MIN || s->rows < 3 ||
		!all_have_digits(&c->examples)))
		return 0;
	return score + 1 > 0 ? score + 1 : 0;
}

static bool
is_taken(const struct guess_key *g, size_t i)
{
	return (int)i == g->amount || (int)i == g->other ||
	    (g->chain.links && (int)i == g->chain.balance);
}

/* How much a column helps to tell rows apart: columns named as keys first,
 * then the time, then texts of many values, then the amounts. */
static int
rate_part(const struct guess_key *g, const struct column_facts *s,
    const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];

	if (c->filled == 0 || (c->values.n < 2 && s->rows > 1) ||
	    name_hint_balance(columns->list[i]) ||
	    (g->chain.links && (int)i == g->chain.balance))
		return 0;
	if (is_taken(g, i))
		return 1;
	if (name_hint_key(columns->list[i]) > 0 &&
	    (c->values.n > 2 || c->values.n == c->filled))
		return 40;
	if ((int)i == g->time)
		return 30;
	if (c->money && guess_key_mark(s, c) >= 0)
		return 0;
	return c->dates ? 5 : 10 + (int)c->values.n;
}

static bool
has_part(const struct guess_key *g, size_t i)
{
	for (size_t k = 0; k < g->n_keys; k++)
		if (g->key[k] == (int)i)
			return true;
	return false;
}

/* Several columns that together are different in every row. */
static void
find_parts(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	/* a day alone may be different in every row by chance */
	while (g->n_keys < GUESS_KEY_PARTS &&
	    (!column_facts_distinct_all(s, g->key, g->n_keys) ||
		(g->n_keys == 1 &&
		    name_hint_key(columns->list[g->key[0]]) <= 0))) {
		int best = 0;

		for (size_t i = 0; i < s->n; i++) {
			int r = rate_part(g, s, columns, i);

			if (r <= best || has_part(g, i))
				continue;
			best = r;
			g->key[g->n_keys] = (int)i;
		}
		if (best == 0)
			break;
		g->empty_parts |=
		    s->columns[g->key[g->n_keys]].filled < s->rows;
		g->n_keys++;
	}
}

static void
tell_parts(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	if (s->rows == 0)
		return;
	if (g->n_keys == 0)
		guess_key_doubt(
		    g, columns, -1, "no column tells the rows apart");
	else if (!column_facts_distinct_all(s, g->key, g->n_keys))
		guess_key_doubt(g, columns, -1,
		    "two rows have the same, whatever columns make it");
	else if (g->n_keys == 1)
		guess_key_note(g, columns, g->key[0],
		    "taken as the key because no two rows have the same");
	else
		guess_key_note(g, columns, -1,
		    "no column is different in every row and looks like a "
		    "number of orders; these together are");
}

void
guess_key_columns(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	int best = 0;

	for (size_t i = 0; i < s->n; i++) {
		int score = is_taken(g, i) ? 0 : rate_key(s, columns, i);

		if (score > best) {
			best = score;
			g->key[0] = (int)i;
			g->n_keys = 1;
		}
	}
	if (best == 1)
		guess_key_note(g, columns, g->key[0],
		    "taken as the key because no two rows have the same");
	if (best)
		return;
	find_parts(g, s, columns);
	tell_parts(g, s, columns);
}

static bool
is_empty(const struct column_facts *s, size_t row, int column)
{
	return column < 0 ||
	    column_facts_is_nothing(column_facts_cell(s, row, (size_t)column));
}

/* Does the row, which has no date, have the totals of those before it? */
static bool
has_totals(const struct guess_key *g, const struct column_facts *s, size_t row)
{
	const int columns[2] = { g->amount, g->other };
	bool some = false;

	for (int i = 0; i < 2; i++) {
		struct numeral_form form = { .decimal = g->decimal };
		struct amount sum = { 0, 0 };
		struct money m;
		struct err e;

		if (is_empty(s, row, columns[i]))
			continue;
		for (size_t r = 0; r < row; r++) {
			struct span cell =
			    column_facts_cell(s, r, (size_t)columns[i]);

			if (!is_empty(s, r, g->time) &&
			    !is_empty(s, r, columns[i]) &&
			    (money_parse(cell, &form, SPAN("-"), &m, &e) ||
				amount_add(sum, m.amount, &sum) != AMOUNT_OK))
				return false;
		}
		if (money_parse(column_facts_cell(s, row, (size_t)columns[i]),
			&form, SPAN("-"), &m, &e) ||
		    amount_cmp(sum, m.amount))
			return false;
		some = true;
	}
	return some;
}

static void
drop_empty(struct guess_key *g, struct span name, const char *why)
{
	if (guess_key_has_control(name))
		return;
	buf_str(&g->rules, "drop = ");
	guess_key_put_column(&g->rules, name);
	buf_str(&g->rules, " = \"\"\n");
	buf_printf(&g->doubts, "%s: %s\n", excerpt(name).s, why);
}

/* Rows without an amount. */
static void
drop_idle(struct guess_key *g, const struct names *columns)
{
	if (guess_key_has_control(columns->list[g->amount]) ||
	    (g->other >= 0 && guess_key_has_control(columns->list[g->other])))
		return;
	buf_str(&g->rules, "drop = ");
	guess_key_put_column(&g->rules, columns->list[g->amount]);
	buf_str(&g->rules, " = \"\"");
	if (g->other >= 0) {
		buf_str(&g->rules, " and ");
		guess_key_put_column(&g->rules, columns->list[g->other]);
		buf_str(&g->rules, " = \"\"");
	}
	buf_byte(&g->rules, '\n');
}

/* Rows without a date are lines on which others go on, or have totals; without
 * an amount there is nothing to reconcile. */
static void
drop_others(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	size_t undated = 0, totals = 0, strange = 0, idle = 0;

	if (g->amount < 0)
		return;
	for (size_t r = 0; r < column_facts_kept(s); r++) {
		bool none =
		    is_empty(s, r, g->amount) && is_empty(s, r, g->other);

		if (g->time < 0 || !is_empty(s, r, g->time)) {
			idle += none;
			continue;
		}
		undated++;
		if (!none && has_totals(g, s, r))
			totals++;
		else
			strange += !none;
	}
	if (strange)
		guess_key_doubt(g, columns, g->time,
		    "some rows have an amount and no date: what are they?");
	else if (undated)
		drop_empty(g, columns->list[g->time],
		    totals ? "rows without it are dropped, which have totals"
			   : "rows without it are dropped, which have no "
			     "amount");
	if (idle == 0)
		return;
	if (g->chain.links) /* nothing moved, as in an opening balance */
		guess_key_note(g, columns, g->amount,
		    "rows that have a balance and no amount are dropped");
	else
		guess_key_doubt(g, columns, g->amount,
		    "is empty in some rows that have a date: what are they?");
	if (idle * 2 < column_facts_kept(s))
		drop_idle(g, columns);
}

/* Cells that are used lose blanks inside quotes, and dashes that say nothing,
 * if any has them. */
static void
mend_cells(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	bool *used = mem_zeroed(s->n + 1, sizeof *used);
	const int others[] = { g->amount, g->other, g->sign, g->currency,
		g->time, g->chain.links ? g->chain.balance : -1 };
	struct buf rules = { 0 };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i] >= 0)
			used[others[i]] = true;
	for (size_t i = 0; i < g->n_keys; i++)
		used[g->key[i]] = true;
	for (size_t i = 0; i < s->n; i++) {
		struct span name = columns->list[i];

		if (!used[i] || guess_key_has_control(name))
			continue;
		if (s->columns[i].padded) {
			buf_str(&rules, "replace = ");
			guess_key_put_column(&rules, name);
			buf_str(&rules, " ~ ^[ \\t]+|[ \\t]+$ -> \n");
		}
		if (s->columns[i].drawn) {
			buf_str(&rules, "replace = ");
			guess_key_put_column(&rules, name);
			buf_str(&rules, " ~ ^[-/]+$ -> \n");
		}
	}
	buf_add(&rules, buf_span(&g->rules)); /* the others see them mended */
	buf_free(&g->rules);
	g->rules = rules;
	free(used);
}

/* Where headers are Chinese, Japanese or Korean, a comma parts thousands. */
static bool
is_east_asian(const struct names *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		for (size_t k = 0; k < columns->list[i].len; k++) {
			unsigned char c = (unsigned char)columns->list[i].p[k];

			if (c >= 0xe3 && c <= 0xed)
				return true;
		}
	return false;
}

static const struct guess_key nothing = { .amount = GUESS_KEY_NONE,
	.other = GUESS_KEY_NONE,
	.sign = GUESS_KEY_NONE,
	.currency = GUESS_KEY_NONE,
	.time = GUESS_KEY_NONE };

void
guess_key_statement(
    struct guess_key *g, struct column_facts *s, const struct names *columns)
{
	*g = nothing;
	g->amount = names_find(columns, SPAN("amount"));
	g->currency = names_find(columns, SPAN("currency"));
	g->time = names_find(columns, SPAN("date"));
	g->decimal = '.';
	guess_key_columns(g, s, columns);
}

void
guess_key_make(
    struct guess_key *g, struct column_facts *s, const struct names *columns)
{
	*g = nothing;
	column_facts_settle(s);
	if (s->mark == MARK_ANY && is_east_asian(columns))
		s->mark = MARK_POINT;
	guess_key_time(g, s, columns);
	guess_key_amounts(g, s, columns);
	guess_key_columns(g, s, columns);
	guess_key_currency(g, s, columns);
	drop_others(g, s, columns);
	mend_cells(g, s, columns);
}

void
guess_key_free(struct guess_key *g)
{
	buf_free(&g->in);
	buf_free(&g->out);
	buf_free(&g->rules);
	buf_free(&g->doubts);
}
