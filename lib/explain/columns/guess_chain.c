/* The part of guess_amount.h that is about what a running balance says. */
#include "explain/columns/guess_amount.h"

#include "explain/words/direction_words.h"

/* Do the words or names say the opposite of what the balances say? */
static bool
contradicts(const struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const struct balance_chain *c = &g->chain;

	if (c->other >= 0)
		return direction_of_name(columns->list[c->amount]) ==
		    DIRECTION_OUT ||
		    direction_of_name(columns->list[c->other]) == DIRECTION_IN;
	if (c->sign >= 0) {
		const struct names *v = &s->columns[c->sign].values;

		for (size_t i = 0; i < v->n; i++) {
			enum direction way = direction_of(v->list[i], v);
			bool out = c->out >> i & 1;

			if (way != DIRECTION_NONE &&
			    (way == DIRECTION_OUT) != out)
				return true;
		}
		return false;
	}
	return direction_of_name(columns->list[c->amount]) ==
	    (c->negated ? DIRECTION_IN : DIRECTION_OUT);
}

/* No balance stands before the first row, in the order of time, so which way
 * its amount went it does not tell. Is there a word, or a column, that occurs
 * there alone? */
static bool
first_is_other(const struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const struct balance_chain *c = &g->chain;
	size_t n = column_facts_kept(s), first = c->backwards ? n - 1 : 0;

	if (c->other >= 0)
		return s->columns[c->amount].nonzero < 2 ||
		    s->columns[c->other].nonzero < 2;
	if (c->sign >= 0 || s->columns[c->amount].signs)
		return false;
	for (size_t i = 0; i < s->n; i++) {
		struct span here = column_facts_cell(s, first, i);
		size_t same = 0;

		for (size_t r = 0; r < n; r++)
			same += span_eq(here, column_facts_cell(s, r, i));
		if (guess_amount_may_be_told(g, s, columns, i) && same == 1)
			return true;
	}
	return false;
}

/* Does anything but the order of the rows, which is not known, say that in is
 * in? */
static bool
is_confirmed(const struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const struct balance_chain *c = &g->chain;
	struct directions d;

	if (c->other >= 0)
		return direction_of_name(columns->list[c->amount]) ==
		    DIRECTION_IN ||
		    direction_of_name(columns->list[c->other]) == DIRECTION_OUT;
	if (c->sign < 0)
		return s->columns[c->amount].signs != 0;
	directions_of(&d, &s->columns[c->sign].values);
	return d.in && d.out && !d.other;
}

/* The ways are the bill's own, by its signs, names or words. */
static bool
has_own_ways(const struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const struct balance_chain *c = &g->chain;

	return !c->negated && is_confirmed(g, s, columns) &&
	    (c->sign < 0 ||
		guess_amount_rate_sign(s, columns, (size_t)c->sign));
}

/* Does anything speak against what the running balance says? */
static void
doubt_chain(struct guess_key *g, const struct column_facts *s,
    const struct names *columns, enum balance_order order)
{
	const struct balance_chain *c = &g->chain;
	bool own = has_own_ways(g, s, columns);

	if (contradicts(g, s, columns))
		guess_key_doubt(g, columns, c->balance,
		    "the running balance says that what is called in went "
		    "out");
	else if (c->negated && s->columns[c->amount].signs)
		guess_key_doubt(g, columns, c->balance,
		    "the running balance goes against the signs of the "
		    "amounts");
	else if (order == ORDER_UNKNOWN && !own)
		guess_key_doubt(g, columns, c->balance,
		    "the running balance fits, if the rows are in the order "
		    "it tells, which no date says");
	else if (!own && first_is_other(g, s, columns))
		guess_key_doubt(g, columns, c->balance,
		    "no balance tells which way the first amount went");
	else if (c->owed && !own)
		guess_key_doubt(g, columns, c->balance,
		    "the running balance is below zero in some rows: is it "
		    "what is owed? Then in is out");
}

void
guess_amount_chain(struct guess_key *g, const struct column_facts *s,
    const struct names *columns, enum balance_order order)
{
	const struct balance_chain *c = &g->chain;

	g->amount = c->amount;
	g->other = c->other;
	g->subtracted = c->subtracted;
	g->negated = c->negated;
	if (c->sign >= 0) {
		const struct names *v = &s->columns[c->sign].values;

		g->sign = c->sign;
		for (size_t i = 0; i < v->n; i++)
			guess_amount_put_value(
			    c->out >> i & 1 ? &g->out : &g->in, v->list[i]);
		if (!g->in.len)
			guess_amount_put_value(&g->in, SPAN("+"));
	}
	doubt_chain(g, s, columns, order);
}

enum balance_order
guess_amount_order(const struct guess_key *g, const struct column_facts *s)
{
	enum guess_date_order r;

	if (g->time < 0)
		return ORDER_UNKNOWN;
	r = GUESS_DATE_SAME;
	for (size_t i = 1; i < column_facts_kept(s); i++)
		r |= guess_date_compare(g->form, g->near,
		    column_facts_cell(s, i - 1, (size_t)g->time),
		    column_facts_cell(s, i, (size_t)g->time));
	return r == GUESS_DATE_LATER  ? ORDER_FORWARDS
	    : r == GUESS_DATE_EARLIER ? ORDER_BACKWARDS
				      : ORDER_UNKNOWN;
}
