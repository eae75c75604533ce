#include "explain/guess_key.h"

#include <stdlib.h>

#include "explain/name_hints.h"
#include "value/time_format.h"

enum { KEY_MIN = 6 }; /* bytes of a key without a name that says so */

void
guess_key_doubt(
    struct guess_key *g, const struct names *columns, int i, const char *text)
{
	buf_printf(&g->doubts, "%s: %s\n",
	    i < 0 ? "key" : excerpt(columns->list[i]).s, text);
}

bool
guess_key_is_date(const struct column_facts_column *c)
{
	return c->filled && c->dates;
}

static int
rate_key(struct column_facts *s, const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];
	int score = name_hint_key(columns->list[i]);

	if (s->rows == 0 || guess_key_is_date(c) || c->words < s->rows ||
	    (c->money && guess_key_mark(c) >= 0) ||
	    !column_facts_distinct(s, i))
		return 0;
	if (score <= 0 && (c->examples.list[0].len < KEY_MIN || s->rows < 3))
		return 0;
	return score + 1 > 0 ? score + 1 : 0;
}

static void
find_key(
    struct guess_key *g, struct column_facts *s, const struct names *columns)
{
	int best = 0;

	for (size_t i = 0; i < s->n; i++) {
		int score;

		if ((int)i == g->amount || (int)i == g->other)
			continue;
		score = rate_key(s, columns, i);
		if (score > best) {
			best = score;
			g->key = (int)i;
		}
	}
	if (g->key < 0 && s->rows)
		guess_key_doubt(g, columns, -1,
		    "no column is different in every row "
		    "and looks like a number of orders; several can make one: "
		    "key = A,B");
	else if (best == 1)
		guess_key_doubt(g, columns, g->key,
		    "taken as the key because no two "
		    "rows have the same");
}

/* Do two forms tell another day of one of the values? */
static bool
differ(const struct column_facts_column *c, int a, int b)
{
	for (size_t i = 0; i < c->values.n; i++) {
		struct time_format f[2] = { { .format = NULL } };
		struct time_format_moment m[2];
		struct err e;

		for (int k = 0; k < 2; k++) {
			const char *text = guess_date_format(k ? b : a);

			if ((text && time_format_parse(&f[k], text, &e)) ||
			    !time_format_read(&f[k], c->values.list[i], &m[k]))
				return false;
		}
		if (m[0].day != m[1].day)
			return true;
	}
	return false;
}

static void
find_time(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	int best = 0;
	dateguess forms;

	for (size_t i = 0; i < s->n; i++) {
		const struct column_facts_column *c = &s->columns[i];
		int score = 1 + name_hint_time(columns->list[i]) +
		    2 * (c->filled == s->rows);

		if (guess_key_is_date(c) && score > best) {
			best = score;
			g->time = (int)i;
		}
	}
	if (g->time < 0)
		return;
	forms = s->columns[g->time].dates;
	g->form = guess_date_take(&forms);
	while (forms) {
		int other = guess_date_take(&forms);

		if (!differ(&s->columns[g->time], g->form, other))
			continue;
		buf_printf(&g->doubts,
		    "%s: the day first, or the month? "
		    "date-format = %s, or %s\n",
		    excerpt(columns->list[g->time]).s,
		    guess_date_format(g->form), guess_date_format(other));
		g->time = GUESS_KEY_NONE;
		return;
	}
}

static void
find_currency(struct guess_key *g, const struct column_facts *s)
{
	for (size_t i = 0; i < s->n && g->currency < 0; i++)
		if (s->columns[i].filled &&
		    s->columns[i].codes == s->columns[i].filled)
			g->currency = (int)i;
}

void
guess_key_make(
    struct guess_key *g, struct column_facts *s, const struct names *columns)
{
	*g = (struct guess_key){ .key = GUESS_KEY_NONE,
		.amount = GUESS_KEY_NONE,
		.other = GUESS_KEY_NONE,
		.sign = GUESS_KEY_NONE,
		.currency = GUESS_KEY_NONE,
		.time = GUESS_KEY_NONE };
	guess_key_amounts(g, s, columns);
	find_key(g, s, columns);
	find_time(g, s, columns);
	find_currency(g, s);
}

void
guess_key_free(struct guess_key *g)
{
	buf_free(&g->in);
	buf_free(&g->out);
	buf_free(&g->doubts);
}
