/* The part of guess_key.h that is about the columns of the key. */
#include "explain/columns/guess_key.h"

#include "explain/words/name_hints.h"

enum { KEY_MIN = 6 }; /* bytes of a key without a name that says so */

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

static bool
is_taken(const struct guess_key *g, size_t i)
{
	return (int)i == g->amount || (int)i == g->other ||
	    (g->chain.links && (int)i == g->chain.balance);
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
		    "number of orders; these together are. Both sides need the "
		    "same key: where one of them is all that the other side "
		    "has, say that");
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
