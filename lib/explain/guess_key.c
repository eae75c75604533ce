#include "explain/guess_key.h"

#include <stdlib.h>

#include "explain/name_hints.h"
#include "value/time_format.h"

enum { KEY_MIN = 6 }; /* bytes of a key without a name that says so */

void
keyguess_doubt(struct keyguess *g, const struct names *columns, int i,
    const char *text)
{
	buf_printf(&g->doubts, "%s: %s\n", i < 0 ? "key" :
	    excerpt(columns->list[i]).s, text);
}

bool
keyguess_is_date(const struct survey_column *c)
{
	return c->filled && c->dates;
}

static int
rate_key(struct survey *s, const struct names *columns, size_t i)
{
	const struct survey_column *c = &s->columns[i];
	int score = hint_key(columns->list[i]);

	if (s->rows == 0 || keyguess_is_date(c) || c->words < s->rows ||
	    (c->money && keyguess_mark(c) >= 0) || !survey_distinct(s, i))
		return 0;
	if (score <= 0 && (c->examples.list[0].len < KEY_MIN || s->rows < 3))
		return 0;
	return score + 1 > 0 ? score + 1 : 0;
}

static void
find_key(struct keyguess *g, struct survey *s, const struct names *columns)
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
		keyguess_doubt(g, columns, -1, "no column is different in every row "
		    "and looks like a number of orders; several can make one: "
		    "key = A,B");
	else if (best == 1)
		keyguess_doubt(g, columns, g->key, "taken as the key because no two "
		    "rows have the same");
}

/* Do two forms tell another day of one of the values? */
static bool
differ(const struct survey_column *c, int a, int b)
{
	for (size_t i = 0; i < c->values.n; i++) {
		struct timeform f[2] = { { NULL, 0 }, { NULL, 0 } };
		struct timeform_moment m[2];
		struct err e;

		for (int k = 0; k < 2; k++) {
			const char *text = dateguess_format(k ? b : a);

			if ((text && timeform_parse(&f[k], text, &e)) ||
			    !timeform_read(&f[k], c->values.list[i], &m[k]))
				return false;
		}
		if (m[0].day != m[1].day)
			return true;
	}
	return false;
}

static void
find_time(struct keyguess *g, const struct survey *s,
    const struct names *columns)
{
	int best = 0;
	dateguess forms;

	for (size_t i = 0; i < s->n; i++) {
		const struct survey_column *c = &s->columns[i];
		int score = 1 + hint_time(columns->list[i]) +
		    2 * (c->filled == s->rows);

		if (keyguess_is_date(c) && score > best) {
			best = score;
			g->time = (int)i;
		}
	}
	if (g->time < 0)
		return;
	forms = s->columns[g->time].dates;
	g->form = dateguess_take(&forms);
	while (forms) {
		int other = dateguess_take(&forms);

		if (!differ(&s->columns[g->time], g->form, other))
			continue;
		buf_printf(&g->doubts, "%s: the day first, or the month? "
		    "date-format = %s, or %s\n",
		    excerpt(columns->list[g->time]).s,
		    dateguess_format(g->form), dateguess_format(other));
		g->time = KEYGUESS_NONE;
		return;
	}
}

static void
find_currency(struct keyguess *g, const struct survey *s)
{
	for (size_t i = 0; i < s->n && g->currency < 0; i++)
		if (s->columns[i].filled &&
		    s->columns[i].codes == s->columns[i].filled)
			g->currency = (int)i;
}

void
keyguess_make(struct keyguess *g, struct survey *s,
    const struct names *columns)
{
	*g = (struct keyguess){ .key = KEYGUESS_NONE,
		.amount = KEYGUESS_NONE, .other = KEYGUESS_NONE,
		.sign = KEYGUESS_NONE, .currency = KEYGUESS_NONE,
		.time = KEYGUESS_NONE };
	keyguess_amounts(g, s, columns);
	find_key(g, s, columns);
	find_time(g, s, columns);
	find_currency(g, s);
}

void
keyguess_free(struct keyguess *g)
{
	buf_free(&g->in);
	buf_free(&g->out);
	buf_free(&g->doubts);
}
