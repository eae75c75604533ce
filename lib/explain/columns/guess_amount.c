/* The part of guess_key.h that is about amounts: which columns they are. */
#include "explain/columns/guess_amount.h"

#include "explain/words/direction_words.h"
#include "explain/words/name_hints.h"

/* Do the two readings of the column come to other amounts? */
static bool
is_ambiguous(const struct column_facts_column *c)
{
	return c->readable[MARK_POINT] == c->filled &&
	    c->readable[MARK_COMMA] == c->filled &&
	    amount_cmp(c->sum[MARK_POINT], c->sum[MARK_COMMA]) != 0;
}

int
guess_key_mark(
    const struct column_facts *s, const struct column_facts_column *c)
{
	bool point = c->readable[MARK_POINT] == c->filled;
	bool comma = c->readable[MARK_COMMA] == c->filled;

	if (c->filled == 0 || (!point && !comma))
		return -1;
	if (point && comma)
		return is_ambiguous(c) ? (int)s->mark : MARK_ANY;
	return point ? MARK_POINT : MARK_COMMA;
}

/* How likely the column is the amount of the payment; 0: not at all. */
static int
rate_amount(const struct column_facts *s, const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];
	int score = name_hint_amount(columns->list[i]);

	if (guess_key_mark(s, c) < 0 || guess_key_is_date(c))
		return 0;
	if (c->money * 2 < c->filled && score <= 0)
		return 0; /* whole numbers may be counts or keys */
	score += 3 + (c->money * 2 >= c->filled) + (c->signs != 0) +
	    (c->filled == s->rows);
	return score > 0 ? score : 0;
}

static bool
is_beside(const struct column_facts *s, size_t a, size_t b)
{
	return a >= COLUMN_FACTS_PAIRS || b >= COLUMN_FACTS_PAIRS ||
	    (s->columns[a].beside >> b & 1);
}

/* True if the two columns may be amounts in and out: each row fills one of
 * them. */
static bool
is_pair(const struct column_facts *s, size_t a, size_t b)
{
	const struct column_facts_column *x = &s->columns[a],
					 *y = &s->columns[b];

	return a != b && x->filled + y->filled && !is_beside(s, a, b) &&
	    (!x->filled || guess_key_mark(s, x) >= 0) &&
	    (!y->filled || guess_key_mark(s, y) >= 0);
}

/* Two columns of which each row has one, one for each way; of several such
 * pairs that with most in it. */
static void
find_pair(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	uint64_t most = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (direction_of_name(columns->list[i]) != DIRECTION_IN)
			continue;
		for (size_t k = 0; k < s->n; k++) {
			uint64_t both =
			    s->columns[i].nonzero + s->columns[k].nonzero;

			if (direction_of_name(columns->list[k]) !=
				DIRECTION_OUT ||
			    both <= most || !is_pair(s, i, k))
				continue;
			most = both;
			g->amount = (int)i;
			g->other = (int)k;
			g->subtracted = s->columns[k].signs == 0;
		}
	}
}

/* The same where no name tells: two columns of which each row has one. Their
 * signs tell in from out, or nothing does. */
static bool
find_silent_pair(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = i + 1; k < s->n; k++) {
			const struct column_facts_column *a = &s->columns[i];
			const struct column_facts_column *b = &s->columns[k];

			if (!a->money || !b->money || !is_pair(s, i, k) ||
			    a->nonzero + b->nonzero != s->rows)
				continue;
			if (a->signs && b->signs) {
				g->amount = (int)i;
				g->other = (int)k;
				return true;
			}
			g->amount = GUESS_KEY_NONE;
			guess_key_doubt(
			    g, columns, (int)i, "one way, and the other way:");
			guess_key_doubt(g, columns, (int)k,
			    "which is in, and which out? amount = IN,-OUT");
			return true;
		}
	}
	return false;
}

/* The likeliest single column; others as likely are told. */
static void
find_single(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	int best = 0;

	for (size_t i = 0; i < s->n; i++) {
		int score = rate_amount(s, columns, i);

		if (score > best) {
			best = score;
			g->amount = (int)i;
		}
	}
	for (size_t i = 0; i < s->n && best; i++)
		if ((int)i != g->amount && rate_amount(s, columns, i) == best)
			guess_key_doubt(
			    g, columns, (int)i, "may be the amount as well");
}

static void
find_amount(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	bool named = false;

	for (size_t i = 0; i < s->n; i++)
		named |= rate_amount(s, columns, i) &&
		    name_hint_amount(columns->list[i]) > 0 &&
		    direction_of_name(columns->list[i]) == DIRECTION_NONE;
	if (!named)
		find_pair(g, s, columns);
	if (g->amount < 0 && !named && find_silent_pair(g, s, columns))
		return;
	if (g->amount < 0)
		find_single(g, s, columns);
}

/* The decimal mark, one for all the amounts. */
static void
tell_mark(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	static const char marks[] = { 0, '.', ',' };
	const struct column_facts_column *a = &s->columns[g->amount];
	const struct column_facts_column *o =
	    g->other < 0 ? a : &s->columns[g->other];
	int mark = guess_key_mark(s, a);

	if (mark <= 0)
		mark = guess_key_mark(s, o);
	if (g->chain.links && (is_ambiguous(a) || is_ambiguous(o))) {
		mark = (int)g->chain.mark;
		g->mark_unsure = g->chain.either_mark && s->mark == MARK_ANY;
	} else if (is_ambiguous(a) || is_ambiguous(o)) {
		g->mark_unsure = s->mark == MARK_ANY;
	}
	g->decimal = mark > 0 && !g->mark_unsure ? marks[mark] : 0;
	if (g->mark_unsure)
		guess_key_doubt(g, columns, g->amount,
		    "which is the decimal mark? decimal = , or decimal = .");
	else if (!g->decimal && a->money == 0 && o->money == 0)
		guess_key_note(g, columns, g->amount,
		    "whole numbers; if they count "
		    "cents or the like: minor = yes");
}

void
guess_key_amounts(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	enum balance_order order = guess_amount_order(g, s);

	if (balance_chain_find(&g->chain, s, columns, order)) {
		guess_amount_chain(g, s, columns, order);
		tell_mark(g, s, columns);
		return;
	}
	find_amount(g, s, columns);
	if (g->amount >= 0)
		tell_mark(g, s, columns);
	guess_amount_sign(g, s, columns);
}
