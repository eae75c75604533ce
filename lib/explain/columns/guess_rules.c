/* The part of guess_key.h that is about rows that are no payments, and cells
 * that have to be mended. */
#include "explain/columns/guess_key.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/words/profile_name.h"
#include "value/money.h"

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
	if (profile_name_has_control(name))
		return;
	buf_str(&g->rules, "drop = ");
	profile_name_put_quoted(&g->rules, name);
	buf_str(&g->rules, " = \"\"\n");
	buf_printf(&g->doubts, "%s: %s\n", excerpt(name).s, why);
}

/* Rows without an amount. */
static void
drop_idle(struct guess_key *g, const struct names *columns)
{
	if (profile_name_has_control(columns->list[g->amount]) ||
	    (g->other >= 0 &&
		profile_name_has_control(columns->list[g->other])))
		return;
	buf_str(&g->rules, "drop = ");
	profile_name_put_quoted(&g->rules, columns->list[g->amount]);
	buf_str(&g->rules, " = \"\"");
	if (g->other >= 0) {
		buf_str(&g->rules, " and ");
		profile_name_put_quoted(&g->rules, columns->list[g->other]);
		buf_str(&g->rules, " = \"\"");
	}
	buf_byte(&g->rules, '\n');
}

void
guess_key_drop(struct guess_key *g, const struct column_facts *s,
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

void
guess_key_mend(struct guess_key *g, const struct column_facts *s,
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

		if (!used[i] || profile_name_has_control(name))
			continue;
		if (s->columns[i].padded) {
			buf_str(&rules, "replace = ");
			profile_name_put_quoted(&rules, name);
			buf_str(&rules, " ~ ^[ \\t]+|[ \\t]+$ -> \n");
		}
		if (s->columns[i].drawn) {
			buf_str(&rules, "replace = ");
			profile_name_put_quoted(&rules, name);
			buf_str(&rules, " ~ ^[-/]+$ -> \n");
		}
	}
	buf_add(&rules, buf_span(&g->rules)); /* the others see them mended */
	buf_free(&g->rules);
	g->rules = rules;
	free(used);
}
