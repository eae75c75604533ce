#include "explain/balance_chain.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/direction_words.h"
#include "explain/name_hints.h"
#include "value/money.h"

enum {
	CANDIDATES = 20, /* columns that are tried */
	GROUPS = 16,     /* chains side by side */
};

/* A column of numbers, read with one decimal mark. */
struct numbers {
	int column;
	struct amount *a; /* owned: of each row, 0 where it is empty */
	bool *has;        /* owned */
	size_t filled;
	bool signs; /* some are negative */
};

struct search {
	const struct column_facts *facts;
	const struct names *columns;
	size_t rows;
	enum column_facts_mark mark;
	struct numbers list[CANDIDATES];
	size_t n;
	struct balance_chain *best;
};

/* The chains of one try, by the value of a column. */
struct chains {
	struct chain_end {
		struct span of;
		bool begun;
		struct amount balance, since; /* amounts since then */
	} list[GROUPS];
	size_t n;
};

static bool
read_number(struct span cell, enum column_facts_mark mark, struct amount *a)
{
	struct numeral_form form = { .decimal =
					 mark == MARK_COMMA ? ',' : '.' };
	struct money m;
	struct err e;

	if (column_facts_is_reference(cell) ||
	    money_parse(cell, &form, SPAN("-"), &m, &e))
		return false;
	*a = m.amount;
	return true;
}

static bool
read_column(const struct search *s, int column, struct numbers *x)
{
	bool good = true;

	*x = (struct numbers){ .column = column };
	x->a = mem_zeroed(s->rows + 1, sizeof *x->a);
	x->has = mem_zeroed(s->rows + 1, sizeof *x->has);
	for (size_t r = 0; r < s->rows && good; r++) {
		struct span cell =
		    column_facts_cell(s->facts, r, (size_t)column);

		if (column_facts_is_nothing(cell))
			continue;
		good = read_number(cell, s->mark, &x->a[r]);
		x->has[r] = true;
		x->filled++;
		x->signs |= x->a[r].minor < 0;
	}
	return good;
}

static void
free_numbers(struct numbers *x)
{
	free(x->a);
	free(x->has);
}

static void
read_columns(struct search *s)
{
	for (size_t i = 0; i < s->facts->n && s->n < CANDIDATES; i++) {
		const struct column_facts_column *c = &s->facts->columns[i];

		if (c->filled && (c->dates || !c->readable[s->mark]))
			continue;
		if (read_column(s, (int)i, &s->list[s->n]))
			s->n++;
		else
			free_numbers(&s->list[s->n]);
	}
}

static struct chain_end *
end_of(struct chains *c, struct span of)
{
	for (size_t i = 0; i < c->n; i++)
		if (span_eq(c->list[i].of, of))
			return &c->list[i];
	if (c->n == GROUPS)
		return NULL;
	c->list[c->n] = (struct chain_end){ .of = of };
	return &c->list[c->n++];
}

/* What a row adds to the balance: 1, or 0 for one that both came in and went
 * out. */
static bool
value_of(const struct search *s, const struct balance_chain *h, size_t row,
    struct amount *v)
{
	const struct numbers *a = &s->list[h->amount];
	const struct numbers *o = h->other < 0 ? NULL : &s->list[h->other];
	bool minus = h->negated;

	*v = a->a[row];
	if (o && !amount_is_zero(o->a[row])) {
		if (!amount_is_zero(*v))
			return false;
		*v = o->a[row];
		minus = h->subtracted;
	}
	if (h->sign >= 0) {
		int i = names_find(&s->facts->columns[h->sign].values,
		    column_facts_cell(s->facts, row, (size_t)h->sign));

		minus = i >= 0 && h->out >> i & 1;
	}
	if (minus)
		*v = amount_neg(*v);
	return true;
}

static size_t
row_at(const struct search *s, const struct balance_chain *h, size_t i)
{
	return h->backwards ? s->rows - 1 - i : i;
}

static struct span
group_of(const struct search *s, const struct balance_chain *h, size_t row)
{
	return h->by < 0 ? SPAN("")
			 : column_facts_cell(s->facts, row, (size_t)h->by);
}

/* Does the row agree with the balances so far? */
static bool
add_row(const struct search *s, struct balance_chain *h, struct chains *c,
    size_t row)
{
	const struct numbers *b = &s->list[h->balance];
	struct chain_end *end = end_of(c, group_of(s, h, row));
	struct amount v, sum;

	if (!end || !value_of(s, h, row, &v) ||
	    amount_add(end->since, v, &end->since) != AMOUNT_OK)
		return false;
	if (!b->has[row])
		return true;
	if (end->begun) {
		if (amount_add(end->balance, end->since, &sum) != AMOUNT_OK ||
		    amount_cmp(sum, b->a[row]))
			return false;
		h->links += !amount_is_zero(end->since);
	}
	*end = (struct chain_end){ end->of, true, b->a[row], { 0, 0 } };
	return true;
}

/* The name of a candidate's column. */
static struct span
name_of(const struct search *s, int candidate)
{
	return s->columns->list[s->list[candidate].column];
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
	v = &s->facts->columns[h->sign].values;
	directions_of(&d, v);
	return h->links <= v->n && (d.other || d.neither || d.is_kind);
}

static void
try_chain(struct search *s, struct balance_chain h)
{
	struct chains c = { .n = 0 };

	h.links = 0;
	for (size_t i = 0; i < s->rows; i++)
		if (!add_row(s, &h, &c, row_at(s, &h, i)))
			return;
	if (is_chance(s, &h, c.n))
		return;
	h.rank = rank(s, &h);
	h.mark = s->mark;
	if (h.rank > s->best->rank)
		*s->best = h;
}

/* Notes which way the value went by which the balances tell a row apart; false
 * where it went the other way before, or its amount is another. */
static bool
learn_row(const struct search *s, struct balance_chain *h, struct amount was,
    size_t row)
{
	const struct numbers *b = &s->list[h->balance];
	struct amount v = s->list[h->amount].a[row], d;
	int i = names_find(&s->facts->columns[h->sign].values,
	    column_facts_cell(s->facts, row, (size_t)h->sign));
	bool out;

	if (amount_is_zero(v))
		return true;
	if (i < 0 || i >= COLUMN_FACTS_VALUES ||
	    amount_sub(b->a[row], was, &d) != AMOUNT_OK)
		return false;
	out = amount_cmp(d, v) != 0;
	if (out && amount_cmp(d, amount_neg(v)))
		return false;
	if (h->known >> i & 1 && (h->out >> i & 1) != out)
		return false;
	h->known |= 1u << i;
	h->out |= (uint32_t)out << i;
	return true;
}

/* The ways of the values of a column, by the balances. */
static bool
learn_signs(const struct search *s, struct balance_chain *h)
{
	const struct numbers *b = &s->list[h->balance];
	struct chains c = { .n = 0 };

	for (size_t i = 0; i < s->rows; i++) {
		size_t row = row_at(s, h, i);
		struct chain_end *end = end_of(&c, group_of(s, h, row));

		if (!end || !b->has[row])
			return false;
		if (end->begun && !learn_row(s, h, end->balance, row))
			return false;
		end->begun = true;
		end->balance = b->a[row];
	}
	return h->out && h->known;
}

/* Values whose way no balance tells, as that of the first row, by their
 * words. */
static bool
complete_signs(const struct search *s, struct balance_chain *h)
{
	const struct names *v = &s->facts->columns[h->sign].values;

	for (size_t i = 0; i < v->n; i++) {
		enum direction way = direction_of(v->list[i], v);

		if (h->known >> i & 1)
			continue;
		if (way == DIRECTION_NONE)
			return false;
		h->out |= (uint32_t)(way == DIRECTION_OUT) << i;
	}
	return true;
}

static void
try_signs(struct search *s, struct balance_chain h)
{
	if (s->list[h.amount].signs)
		return;
	for (size_t i = 0; i < s->facts->n; i++) {
		const struct column_facts_column *c = &s->facts->columns[i];
		struct balance_chain t = h;

		if (c->values.n < 2 || c->values.n > COLUMN_FACTS_VALUES ||
		    c->filled != s->facts->rows || c->dates)
			continue;
		t.sign = (int)i;
		if (learn_signs(s, &t) && complete_signs(s, &t))
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
	for (h.other = 0; h.other < (int)s->n; h.other++) {
		if (h.other == h.amount || h.other == h.balance)
			continue;
		h.subtracted = !s->list[h.other].signs;
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
	for (h.balance = 0; h.balance < (int)s->n; h.balance++) {
		if (s->list[h.balance].filled * 2 < s->rows)
			continue;
		for (h.amount = 0; h.amount < (int)s->n; h.amount++)
			if (h.amount != h.balance)
				try_amount(s, h);
	}
}

static void
search_with(struct search *s, enum balance_order order)
{
	struct balance_chain h = { .other = -1, .sign = -1, .by = -1 };

	read_columns(s);
	for (int back = 0; back < 2; back++) {
		h.backwards = back;
		if (order != (back ? ORDER_FORWARDS : ORDER_BACKWARDS))
			try_balances(s, h);
	}
	for (size_t i = 0; i < s->facts->n && !s->best->links; i++) {
		h.by = (int)i;
		for (int back = 0; back < 2; back++) {
			h.backwards = back;
			if (is_group(&s->facts->columns[i], s->rows) &&
			    order != (back ? ORDER_FORWARDS : ORDER_BACKWARDS))
				try_balances(s, h);
		}
	}
	if (s->best->links && s->best->mark == s->mark) {
		s->best->owed = s->list[s->best->balance].signs;
		s->best->balance = s->list[s->best->balance].column;
		s->best->amount = s->list[s->best->amount].column;
		if (s->best->other >= 0)
			s->best->other = s->list[s->best->other].column;
	}
	for (size_t i = 0; i < s->n; i++)
		free_numbers(&s->list[i]);
}

bool
balance_chain_find(struct balance_chain *best, const struct column_facts *facts,
    const struct names *columns, enum balance_order order)
{
	static const enum column_facts_mark marks[] = { MARK_POINT,
		MARK_COMMA };

	struct balance_chain found[2] = { { .rank = 0 }, { .rank = 0 } };

	for (size_t i = 0; i < 2; i++) {
		struct search s = { .facts = facts,
			.columns = columns,
			.rows = column_facts_kept(facts),
			.mark = marks[i],
			.best = &found[i] };

		if (facts->mark == MARK_ANY || facts->mark == marks[i])
			search_with(&s, order);
	}
	*best = found[found[1].rank > found[0].rank];
	best->either_mark = found[0].links && found[1].links;
	return best->links != 0;
}
