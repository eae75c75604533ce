#include "figures/class_totals.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"

static bool
is_row_of(const struct class_totals_row *row, struct span currency)
{
	return currency_eq(class_totals_currency(row), currency);
}

/* The number of the row of a currency, t->n where there is none. */
static size_t
find(const struct class_totals *t, struct span currency)
{
	size_t i;

	if (t->last < t->n && is_row_of(&t->rows[t->last], currency))
		return t->last;
	for (i = 0; i < t->n; i++)
		if (is_row_of(&t->rows[i], currency))
			break;
	return i;
}

static struct class_totals_row *
find_or_new(struct class_totals *t, struct span currency)
{
	struct class_totals_row *row;

	t->last = find(t, currency);
	if (t->last < t->n)
		return &t->rows[t->last];
	t->rows = mem_grow(t->rows, &t->cap, t->n + 1, sizeof *t->rows);
	row = &t->rows[t->n++];
	*row = (struct class_totals_row){ .len = (unsigned char)currency.len };
	memcpy(row->currency, currency.p, currency.len);
	return row;
}

static int
too_large(struct span currency, struct err *e)
{
	return err_set(e, ST_DATA, "a sum of %.*s is too large",
	    (int)currency.len, currency.p);
}

int
class_totals_add(struct class_totals *t, const struct result *r, struct err *e)
{
	struct class_totals_sum *sum =
	    &find_or_new(t, r->currency)->of[r->class];

	if (amount_add(sum->left, r->left, &sum->left) != AMOUNT_OK ||
	    amount_add(sum->right, r->right, &sum->right) != AMOUNT_OK)
		return too_large(r->currency, e);
	sum->has_left |= r->has_left;
	sum->has_right |= r->has_right;
	sum->lines++;
	return 0;
}

int
class_totals_add_leg(struct class_totals *t, struct span currency, char side,
    struct amount a, struct err *e)
{
	struct class_totals_sum *of = find_or_new(t, currency)->of;
	struct class_totals_sum *sum = &of[CLASS_LEFT];
	struct amount *to = &sum->left;

	if (side == 'R') {
		sum = &of[CLASS_RIGHT];
		to = &sum->right;
	}
	if (amount_add(*to, a, to) != AMOUNT_OK)
		return too_large(currency, e);
	sum->has_left |= side == 'L';
	sum->has_right |= side == 'R';
	sum->lines++;
	return 0;
}

int
class_totals_add_legs(
    struct class_totals *t, const struct result *r, struct err *e)
{
	if (r->has_left &&
	    class_totals_add_leg(t, r->currency, 'L', r->left, e))
		return -1;
	return r->has_right
	    ? class_totals_add_leg(t, r->currency, 'R', r->right, e)
	    : 0;
}

int
class_totals_sum_add(struct class_totals_sum *sum,
    const struct class_totals_sum *other, struct span currency, struct err *e)
{
	if (amount_add(sum->left, other->left, &sum->left) != AMOUNT_OK ||
	    amount_add(sum->right, other->right, &sum->right) != AMOUNT_OK)
		return too_large(currency, e);
	sum->has_left |= other->has_left;
	sum->has_right |= other->has_right;
	sum->lines += other->lines;
	return 0;
}

int
class_totals_add_sum(struct class_totals *t, struct span currency,
    enum result_class class, const struct class_totals_sum *sum, struct err *e)
{
	return class_totals_sum_add(
	    &find_or_new(t, currency)->of[class], sum, currency, e);
}

int
class_totals_merge(
    struct class_totals *t, const struct class_totals *other, struct err *e)
{
	for (size_t i = 0; i < other->n; i++) {
		const struct class_totals_row *from = &other->rows[i];

		for (int c = 0; c < CLASS_COUNT; c++)
			if (class_totals_add_sum(t, class_totals_currency(from),
				(enum result_class)c, &from->of[c], e))
				return -1;
	}
	return 0;
}

int
class_totals_total(
    const struct class_totals *t, struct total *total, struct err *e)
{
	for (size_t i = 0; i < t->n; i++) {
		struct span currency = class_totals_currency(&t->rows[i]);

		for (int c = 0; c < CLASS_COUNT; c++) {
			const struct class_totals_sum *s = &t->rows[i].of[c];

			total->records += s->lines;
			if (s->has_left &&
			    total_add(total, 'L', currency, s->left))
				return too_large(currency, e);
			if (s->has_right &&
			    total_add(total, 'R', currency, s->right))
				return too_large(currency, e);
		}
	}
	return 0;
}

uint64_t
class_totals_lines(const struct class_totals *t)
{
	uint64_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		for (int c = 0; c < CLASS_COUNT; c++)
			n += t->rows[i].of[c].lines;
	return n;
}

static int
by_currency(const void *a, const void *b)
{
	return span_cmp(class_totals_currency(a), class_totals_currency(b));
}

void
class_totals_sort(struct class_totals *t)
{
	if (t->n)
		qsort(t->rows, t->n, sizeof *t->rows, by_currency);
	t->last = 0;
}

static bool
sums_equal(const struct class_totals_sum *a, const struct class_totals_sum *b)
{
	return a->lines == b->lines && amount_cmp(a->left, b->left) == 0 &&
	    amount_cmp(a->right, b->right) == 0;
}

static void
say_difference(struct span currency, int class,
    const struct class_totals_sum *a, const struct class_totals_sum *b,
    struct err *e)
{
	char al[AMOUNT_TEXT_CAP], ar[AMOUNT_TEXT_CAP];
	char bl[AMOUNT_TEXT_CAP], br[AMOUNT_TEXT_CAP];

	amount_format(a->left, al);
	amount_format(a->right, ar);
	amount_format(b->left, bl);
	amount_format(b->right, br);
	err_set(e, ST_BROKEN,
	    "%.*s %s: %" PRIu64 " lines, left %s, right %s "
	    "against %" PRIu64 " lines, left %s, right %s",
	    (int)currency.len, currency.p,
	    result_class_name((enum result_class) class), a->lines, al, ar,
	    b->lines, bl, br);
}

/* True if every row of a is in b with the same sums, or all zero. */
static bool
rows_equal(const struct class_totals *a, const struct class_totals *b,
    bool swapped, struct err *e)
{
	static const struct class_totals_row none;

	for (size_t i = 0; i < a->n; i++) {
		struct span currency = class_totals_currency(&a->rows[i]);
		size_t at = find(b, currency);
		const struct class_totals_sum *x = a->rows[i].of;
		const struct class_totals_sum *y =
		    at < b->n ? b->rows[at].of : none.of;

		for (int c = 0; c < CLASS_COUNT; c++) {
			if (sums_equal(&x[c], &y[c]))
				continue;
			say_difference(currency, c, swapped ? &y[c] : &x[c],
			    swapped ? &x[c] : &y[c], e);
			return false;
		}
	}
	return true;
}

bool
class_totals_equal(
    const struct class_totals *a, const struct class_totals *b, struct err *e)
{
	return rows_equal(a, b, false, e) && rows_equal(b, a, true, e);
}

void
class_totals_free(struct class_totals *t)
{
	free(t->rows);
	*t = (struct class_totals){ 0 };
}
