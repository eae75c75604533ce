#include "explain/columns/balance_chain.h"

#include "explain/columns/chain_rows.h"
#include "explain/words/direction_words.h"
#include "explain/words/name_hints.h"

struct search {
	struct chain_rows rows;
	const struct names *columns;
	struct balance_chain *best;
};

/* The name of a candidate's column. */
static struct span
name_of(const struct search *s, int candidate)
{
	return s->columns->list[s->rows.list[candidate].column];
}

/* Of chains that come out alike, the one whose names say so too. */
static size_t
rank(const struct search *s, const struct balance_chain *h)
{
	size_t r = h->links * 100;
	struct span a = name_of(s, h->amount);

	r += name_hint_balance(name_of(s, h->balance)) ? 40 : 0;
	if (h->other >= 0)
		r += direction_of_name(a) == DIRECTION_IN &&
			direction_of_name(name_of(s, h->other)) == DIRECTION_OUT
		    ? 12
		    : 6;
	else if (h->sign >= 0)
		r += direction_is_column(s->columns->list[h->sign]) ? 8 : 5;
	else
		r += h->negated ? 1 : name_hint_amount(a) > 0 ? 14 : 10;
	return r;
}

/* So few balances may come out by chance, with a chain for each value or a way
 * learned for each; words that say the way are not learned. */
static bool
is_chance(const struct search *s, const struct balance_chain *h, size_t groups)
{
	const struct names *v;
	struct directions d;

	if (h->links < BALANCE_CHAIN_LINKS ||
	    (h->by >= 0 && h->links <= groups))
		return true;
	if (h->sign < 0)
		return false;
	v = &s->rows.facts->columns[h->sign].values;
	directions_of(&d, v);
	return h->links <= v->n && (d.other || d.neither || d.is_kind);
}

static void
try_chain(struct search *s, struct balance_chain h)
{
	size_t groups;

	if (!chain_rows_walk(&s->rows, &h, &groups) || is_chance(s, &h, groups))
		return;
	h.rank = rank(s, &h);
	h.mark = s->rows.mark;
	if (h.rank > s->best->rank)
		*s->best = h;
}

static void
try_signs(struct search *s, struct balance_chain h)
{
	if (s->rows.list[h.amount].signs)
		return;
	for (size_t i = 0; i < s->rows.facts->n; i++) {
		const struct column_facts_column *c =
		    &s->rows.facts->columns[i];
		struct balance_chain t = h;

		if (c->values.n < 2 || c->values.n > COLUMN_FACTS_VALUES ||
		    c->filled != s->rows.facts->rows || c->dates)
			continue;
		t.sign = (int)i;
		if (chain_rows_learn(&s->rows, &t))
			try_chain(s, t);
	}
}

static void
try_amount(struct search *s, struct balance_chain h)
{
	try_chain(s, h);
	h.negated = true;
	try_chain(s, h);
	h.negated = false;
	try_signs(s, h);
	for (h.other = 0; h.other < (int)s->rows.n; h.other++) {
		if (h.other == h.amount || h.other == h.balance)
			continue;
		h.subtracted = !s->rows.list[h.other].signs;
		try_chain(s, h);
	}
}

/* Columns that may tell accounts or currencies apart. */
static bool
is_group(const struct column_facts_column *c, size_t rows)
{
	return c->filled == rows && c->values.n > 1 &&
	    c->values.n <= COLUMN_FACTS_VALUES && c->values.n * 2 <= rows &&
	    !c->dates && !c->money;
}

static void
try_balances(struct search *s, struct balance_chain h)
{
	for (h.balance = 0; h.balance < (int)s->rows.n; h.balance++) {
		if (s->rows.list[h.balance].filled * 2 < s->rows.rows)
			continue;
		for (h.amount = 0; h.amount < (int)s->rows.n; h.amount++)
			if (h.amount != h.balance)
				try_amount(s, h);
	}
}

static void
search_with(struct search *s, enum balance_order order)
{
	struct balance_chain h = { .other = -1, .sign = -1, .by = -1 };

	chain_rows_read(&s->rows);
	for (int back = 0; back < 2; back++) {
		h.backwards = back;
		if (order != (back ? ORDER_FORWARDS : ORDER_BACKWARDS))
			try_balances(s, h);
	}
	for (size_t i = 0; i < s->rows.facts->n && !s->best->links; i++) {
		h.by = (int)i;
		for (int back = 0; back < 2; back++) {
			h.backwards = back;
			if (is_group(
				&s->rows.facts->columns[i], s->rows.rows) &&
			    order != (back ? ORDER_FORWARDS : ORDER_BACKWARDS))
				try_balances(s, h);
		}
	}
	if (s->best->links && s->best->mark == s->rows.mark) {
		s->best->owed = s->rows.list[s->best->balance].signs;
		s->best->balance = s->rows.list[s->best->balance].column;
		s->best->amount = s->rows.list[s->best->amount].column;
		if (s->best->other >= 0)
			s->best->other = s->rows.list[s->best->other].column;
	}
	chain_rows_free(&s->rows);
}

bool
balance_chain_find(struct balance_chain *best, const struct column_facts *facts,
    const struct names *columns, enum balance_order order)
{
	static const enum column_facts_mark marks[] = { MARK_POINT,
		MARK_COMMA };

	struct balance_chain found[2] = { { .rank = 0 }, { .rank = 0 } };

	for (size_t i = 0; i < 2; i++) {
		struct search s = { .rows = { .facts = facts,
					.rows = column_facts_kept(facts),
					.mark = marks[i] },
			.columns = columns,
			.best = &found[i] };

		if (facts->mark == MARK_ANY || facts->mark == marks[i])
			search_with(&s, order);
	}
	*best = found[found[1].rank > found[0].rank];
	best->either_mark = found[0].links && found[1].links;
	return best->links != 0;
}
