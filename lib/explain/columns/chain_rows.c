#include "explain/columns/chain_rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "explain/words/direction_words.h"
#include "value/money.h"

enum { GROUPS = 16 }; /* chains side by side */

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
read_column(const struct chain_rows *s, int column, struct chain_numbers *x)
{
	bool good = true;

	*x = (struct chain_numbers){ .column = column };
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
free_numbers(struct chain_numbers *x)
{
	free(x->a);
	free(x->has);
}

void
chain_rows_read(struct chain_rows *s)
{
	for (size_t i = 0; i < s->facts->n && s->n < CHAIN_ROWS_COLUMNS; i++) {
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
value_of(const struct chain_rows *s, const struct balance_chain *h, size_t row,
    struct amount *v)
{
	const struct chain_numbers *a = &s->list[h->amount];
	const struct chain_numbers *o =
	    h->other < 0 ? NULL : &s->list[h->other];
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
row_at(const struct chain_rows *s, const struct balance_chain *h, size_t i)
{
	return h->backwards ? s->rows - 1 - i : i;
}

static struct span
group_of(const struct chain_rows *s, const struct balance_chain *h, size_t row)
{
	return h->by < 0 ? SPAN("")
			 : column_facts_cell(s->facts, row, (size_t)h->by);
}

/* Does the row agree with the balances so far? */
static bool
add_row(const struct chain_rows *s, struct balance_chain *h, struct chains *c,
    size_t row)
{
	const struct chain_numbers *b = &s->list[h->balance];
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

bool
chain_rows_walk(
    const struct chain_rows *s, struct balance_chain *h, size_t *groups)
{
	struct chains c = { .n = 0 };

	h->links = 0;
	for (size_t i = 0; i < s->rows; i++)
		if (!add_row(s, h, &c, row_at(s, h, i)))
			return false;
	*groups = c.n;
	return true;
}

/* Notes which way the value went by which the balances tell a row apart; false
 * where it went the other way before, or its amount is another. */
static bool
learn_row(const struct chain_rows *s, struct balance_chain *h,
    struct amount was, size_t row)
{
	const struct chain_numbers *b = &s->list[h->balance];
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
learn_signs(const struct chain_rows *s, struct balance_chain *h)
{
	const struct chain_numbers *b = &s->list[h->balance];
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
complete_signs(const struct chain_rows *s, struct balance_chain *h)
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

bool
chain_rows_learn(const struct chain_rows *s, struct balance_chain *h)
{
	return learn_signs(s, h) && complete_signs(s, h);
}

void
chain_rows_free(struct chain_rows *s)
{
	for (size_t i = 0; i < s->n; i++)
		free_numbers(&s->list[i]);
}
