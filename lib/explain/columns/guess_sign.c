/* The part of guess_amount.h that is about the ways that amounts went, by words. */
#include "explain/columns/guess_amount.h"

#include "explain/words/direction_words.h"
#include "explain/words/name_hints.h"
#include "explain/words/profile_name.h"

void
guess_amount_put_value(struct buf *b, struct span v)
{
	if (b->len)
		buf_byte(b, ',');
	profile_name_put(b, v);
}

/* The values of a column by which the amounts go one way or the other; that
 * of which there is none gets its usual word, so that it is known tomorrow. */
static void
take_sign(struct guess_key *g, int column, const struct column_facts *s)
{
	const struct names *v = &s->columns[column].values;
	struct directions d;

	g->sign = column;
	buf_clear(&g->in);
	buf_clear(&g->out);
	for (size_t i = 0; i < v->n; i++) {
		enum direction way = direction_of(v->list[i], v);

		if (way != DIRECTION_NEITHER)
			guess_amount_put_value(
			    way == DIRECTION_OUT ? &g->out : &g->in,
			    v->list[i]);
	}
	directions_of(&d, v);
	if (d.lacking)
		guess_amount_put_value(
		    d.in ? &g->out : &g->in, span_str(d.lacking));
}

int
guess_amount_rate_sign(
    const struct column_facts *s, const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];
	bool named = direction_is_column(columns->list[i]);
	struct directions d;

	if (c->values.n == 0 || c->values.n > COLUMN_FACTS_VALUES)
		return 0;
	directions_of(&d, &c->values);
	/* what is drawn, "/", is empty as a rule, and here says neither */
	if (c->filled + (named ? c->drawn : 0) != s->rows)
		return 0;
	if (d.other || (!d.out && (!named || d.is_kind)))
		return 0;
	return d.is_kind ? 1 : 2 + named;
}

/* A column that says in and out, but of some rows something else. */
static bool
is_half_a_sign(const struct column_facts_column *c)
{
	struct directions d;

	if (c->values.n > COLUMN_FACTS_VALUES)
		return false;
	directions_of(&d, &c->values);
	return d.out && (d.in || d.other) && !d.is_kind;
}

/* Rows that say that the amount went neither way. */
static void
drop_neither(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	const struct column_facts_column *c = &s->columns[g->sign];
	struct span name = columns->list[g->sign];

	if (profile_name_has_control(name))
		return;
	for (size_t i = 0; i < c->values.n; i++) {
		if (direction_of(c->values.list[i], &c->values) !=
			DIRECTION_NEITHER ||
		    profile_name_has_control(c->values.list[i]))
			continue;
		buf_str(&g->rules, "drop = ");
		profile_name_put_quoted(&g->rules, name);
		buf_str(&g->rules, " = ");
		buf_add(&g->rules, c->values.list[i]);
		buf_byte(&g->rules, '\n');
	}
	if (c->drawn) {
		buf_str(&g->rules, "drop = ");
		profile_name_put_quoted(&g->rules, name);
		buf_str(&g->rules, " = \"\"\n");
	}
	if (g->rules.len)
		guess_key_doubt(g, columns, g->sign,
		    "rows of which it says that they are neither in nor out "
		    "are dropped; refunds may be among them");
}

static bool
disagree(const struct column_facts *s, size_t a, size_t b)
{
	const struct names *x = &s->columns[a].values;
	const struct names *y = &s->columns[b].values;

	for (size_t r = 0; r < column_facts_kept(s); r++)
		if (direction_of(column_facts_cell(s, r, a), x) !=
		    direction_of(column_facts_cell(s, r, b), y))
			return true;
	return false;
}

static bool
has_digit(const struct names *values)
{
	for (size_t i = 0; i < values->n; i++)
		for (size_t k = 0; k < values->list[i].len; k++)
			if (values->list[i].p[k] >= '0' &&
			    values->list[i].p[k] <= '9')
				return true;
	return false;
}

bool
guess_amount_may_be_told(const struct guess_key *g,
    const struct column_facts *s, const struct names *columns, size_t i)
{
	const struct column_facts_column *c = &s->columns[i];

	if ((int)i == g->amount || c->values.n == 0 ||
	    (c->values.n == 1 && !direction_is_kind(columns->list[i])) ||
	    c->values.n > COLUMN_FACTS_VALUES / 2 || c->dates ||
	    c->codes == c->filled || c->money ||
	    (name_hint_key(columns->list[i]) > 0 && has_digit(&c->values)))
		return false;
	return c->values.n < s->rows ||
	    (name_hint_key(columns->list[i]) <= 0 && !has_digit(&c->values));
}

/* An empty column beside amounts that nothing calls amounts may be that of those
 * which went the other way, of which there are none. */
static bool
may_be_other(const struct guess_key *g, const struct column_facts *s,
    const struct names *columns, size_t i)
{
	struct span name = columns->list[i];

	return ((int)i == g->amount - 1 || (int)i == g->amount + 1) &&
	    s->columns[i].nonzero == 0 &&
	    name_hint_amount(columns->list[g->amount]) == 0 &&
	    name_hint_amount(name) == 0 && name_hint_key(name) == 0 &&
	    name_hint_time(name) == 0;
}

static void
tell_unsigned(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	g->unsigned_ = true;
	for (size_t i = 0; i < s->n; i++) {
		if (is_half_a_sign(&s->columns[i]))
			guess_key_doubt(g, columns, (int)i,
			    "says in and out, and other things or nothing: "
			    "drop such rows, then sign = COLUMN=IN/OUT");
		else if (may_be_other(g, s, columns, i))
			guess_key_doubt(g, columns, (int)i,
			    "is empty: is it for what went the other way? Then "
			    "which is in, and which out? amount = IN,-OUT");
		else if (guess_amount_may_be_told(g, s, columns, i))
			guess_key_doubt(g, columns, (int)i,
			    "may say which way the amounts went, which have no "
			    "sign: sign = COLUMN=IN/OUT");
	}
}

void
guess_amount_sign(struct guess_key *g, const struct column_facts *s,
    const struct names *columns)
{
	int best = 0;

	if (g->amount < 0 || g->other >= 0 || s->columns[g->amount].signs)
		return;
	for (size_t i = 0; i < s->n; i++) {
		int r = guess_amount_rate_sign(s, columns, i);

		if (r > best) {
			best = r;
			g->sign = (int)i;
		}
	}
	if (best == 0) {
		tell_unsigned(g, s, columns);
		return;
	}
	take_sign(g, g->sign, s);
	drop_neither(g, s, columns);
	if (best == 1)
		guess_key_doubt(g, columns, g->sign,
		    "tells kinds of payments: taken for in and out as a "
		    "merchant sees them");
	for (size_t i = 0; i < s->n; i++)
		if ((int)i != g->sign &&
		    guess_amount_rate_sign(s, columns, i) >= 2 &&
		    disagree(s, i, (size_t)g->sign))
			guess_key_doubt(g, columns, (int)i,
			    "says other ways: which of the two is right?");
}
