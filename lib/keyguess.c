#include "keyguess.h"

#include <stdlib.h>

#include "hint.h"
#include "timeform.h"

enum { KEY_MIN = 6 }; /* bytes of a key without a name that says so */

/* "not sure: ...", about a column. */
static void
doubt(struct keyguess *g, const struct names *columns, int i,
    const char *text)
{
	buf_printf(&g->doubts, "%s: %s\n", i < 0 ? "key" :
	    excerpt(columns->list[i]).s, text);
}

int
keyguess_mark(const struct survey_column *c)
{
	bool point = c->readable[MARK_POINT] == c->filled;
	bool comma = c->readable[MARK_COMMA] == c->filled;

	if (c->filled == 0 || (!point && !comma))
		return -1;
	if (point && comma)
		return amount_cmp(c->sum[MARK_POINT], c->sum[MARK_COMMA])
		    ? -1 : MARK_ANY;
	return point ? MARK_POINT : MARK_COMMA;
}

static bool
is_whole_date(const struct survey_column *c)
{
	return c->filled && c->dates;
}

/* How likely is it what the payment came to? 0: not at all. */
static int
rate_amount(const struct survey *s, const struct names *columns, size_t i)
{
	const struct survey_column *c = &s->columns[i];
	int score = hint_amount(columns->list[i]);

	if (keyguess_mark(c) < 0 || is_whole_date(c))
		return 0;
	if (c->money * 2 < c->filled && score <= 0)
		return 0; /* whole numbers may be anything */
	score += 3 + (c->money * 2 >= c->filled) + (c->signs != 0) +
	    (c->filled == s->rows);
	return score > 0 ? score : 0;
}

static bool
is_beside(const struct survey *s, size_t a, size_t b)
{
	return a >= SURVEY_PAIRS || b >= SURVEY_PAIRS ||
	    (s->columns[a].beside >> b & 1);
}

/* May both be, the one filled where the other is not? */
static bool
is_pair(const struct survey *s, size_t a, size_t b)
{
	const struct survey_column *x = &s->columns[a], *y = &s->columns[b];

	return a != b && x->filled + y->filled && !is_beside(s, a, b) &&
	    (!x->filled || keyguess_mark(x) >= 0) &&
	    (!y->filled || keyguess_mark(y) >= 0);
}

/* Two columns of which each row has one, one for each way; of several such
 * pairs that with most in it. */
static void
find_pair(struct keyguess *g, const struct survey *s,
    const struct names *columns)
{
	uint64_t most = 0;

	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = 0; k < s->n; k++) {
			uint64_t both = s->columns[i].nonzero +
			    s->columns[k].nonzero;

			if (!hint_in(columns->list[i]) ||
			    !hint_out(columns->list[k]) || both <= most ||
			    !is_pair(s, i, k))
				continue;
			most = both;
			g->amount = (int)i;
			g->other = (int)k;
			g->subtracted = s->columns[k].signs == 0;
		}
	}
}

/*
 * The same by the data alone: each row has the one or the other. Which is
 * which their signs tell, or nothing.
 */
static bool
find_silent_pair(struct keyguess *g, const struct survey *s,
    const struct names *columns)
{
	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = i + 1; k < s->n; k++) {
			const struct survey_column *a = &s->columns[i];
			const struct survey_column *b = &s->columns[k];

			if (!a->money || !b->money || !is_pair(s, i, k) ||
			    a->nonzero + b->nonzero != s->rows)
				continue;
			if (a->signs && b->signs) {
				g->amount = (int)i;
				g->other = (int)k;
				return true;
			}
			g->amount = KEYGUESS_NONE;
			doubt(g, columns, (int)i, "one way, and the other "
			    "way:");
			doubt(g, columns, (int)k, "which is in, and which "
			    "out? amount = IN,-OUT");
			return true;
		}
	}
	return false;
}

/* The likeliest single column; others as likely are told. */
static void
find_single(struct keyguess *g, const struct survey *s,
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
			doubt(g, columns, (int)i, "may be the amount as well");
}

static void
find_amount(struct keyguess *g, const struct survey *s,
    const struct names *columns)
{
	bool named = false;

	for (size_t i = 0; i < s->n; i++)
		named |= rate_amount(s, columns, i) &&
		    hint_amount(columns->list[i]) > 0 &&
		    !hint_in(columns->list[i]) && !hint_out(columns->list[i]);
	if (!named)
		find_pair(g, s, columns);
	if (g->amount < 0 && !named && find_silent_pair(g, s, columns))
		return;
	if (g->amount < 0)
		find_single(g, s, columns);
}

static void
tell_amount(struct keyguess *g, const struct survey *s,
    const struct names *columns)
{
	static const char marks[] = { 0, '.', ',' };
	int mark;

	if (g->amount < 0)
		return;
	mark = keyguess_mark(&s->columns[g->amount]);
	if (mark <= 0 && g->other >= 0)
		mark = keyguess_mark(&s->columns[g->other]);
	g->decimal = mark > 0 ? marks[mark] : 0;
	if (mark == MARK_ANY && s->columns[g->amount].money == 0)
		doubt(g, columns, g->amount, "whole numbers; if they count "
		    "cents or the like: minor = yes");
}

/* A column of few values, each of which says in or out. */
static bool
take_sign(struct keyguess *g, const struct survey_column *c)
{
	size_t in = 0, out = 0;

	buf_clear(&g->in);
	buf_clear(&g->out);
	for (size_t i = 0; i < c->values.n; i++) {
		struct span v = c->values.list[i];
		bool is_out = hint_value_out(v);
		struct buf *b = is_out ? &g->out : &g->in;

		if (!is_out && !hint_value_in(v))
			continue;
		if (b->len)
			buf_byte(b, ',');
		buf_add(b, v);
		*(is_out ? &out : &in) += 1;
	}
	return out && c->values.n <= SURVEY_VALUES && in + out ==
	    c->values.n;
}

static void
find_sign(struct keyguess *g, const struct survey *s,
    const struct names *columns)
{
	if (g->amount < 0 || g->other >= 0 || s->columns[g->amount].signs)
		return;
	for (size_t i = 0; i < s->n && g->sign < 0; i++) {
		const struct survey_column *c = &s->columns[i];
		bool all = take_sign(g, c) && c->filled == s->rows;

		if (all)
			g->sign = (int)i;
		else if (g->out.len && g->in.len)
			doubt(g, columns, (int)i, "says in and out, and other "
			    "things or nothing: drop such rows, then sign = "
			    "COLUMN=IN/OUT");
	}
}

static int
rate_key(struct survey *s, const struct names *columns, size_t i)
{
	const struct survey_column *c = &s->columns[i];
	int score = hint_key(columns->list[i]);

	if (s->rows == 0 || is_whole_date(c) || c->words < s->rows ||
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
		doubt(g, columns, -1, "no column is different in every row "
		    "and looks like a number of orders; several can make one: "
		    "key = A,B");
	else if (best == 1)
		doubt(g, columns, g->key, "taken as the key because no two "
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

		if (is_whole_date(c) && score > best) {
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
	find_amount(g, s, columns);
	tell_amount(g, s, columns);
	find_sign(g, s, columns);
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
