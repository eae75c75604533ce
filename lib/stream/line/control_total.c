#include "stream/line/control_total.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

static struct span
currency_of(const struct total_sum *s)
{
	return (struct span){ s->currency, s->len };
}

static bool
is_of(const struct total_sum *s, char side, struct span currency)
{
	return s->side == side && currency_eq(currency_of(s), currency);
}

static struct total_sum *
find(const struct total *t, char side, struct span currency)
{
	for (size_t i = 0; i < t->n; i++)
		if (is_of(&t->sums[i], side, currency))
			return &t->sums[i];
	return NULL;
}

static struct total_sum *
find_or_new(struct total *t, char side, struct span currency)
{
	struct total_sum *s;

	if (t->n && is_of(&t->sums[t->last], side, currency))
		return &t->sums[t->last];
	s = find(t, side, currency);
	if (s) {
		t->last = (size_t)(s - t->sums);
		return s;
	}
	t->last = t->n;
	t->sums = mem_grow(t->sums, &t->cap, t->n + 1, sizeof *t->sums);
	s = &t->sums[t->n++];
	*s = (struct total_sum){ .side = side };
	s->len = (unsigned char)currency.len;
	memcpy(s->currency, currency.p, currency.len);
	return s;
}

enum amount_result
total_add(struct total *t, char side, struct span currency, struct amount a)
{
	struct total_sum *s = find_or_new(t, side, currency);

	return amount_add(s->amount, a, &s->amount);
}

static int
too_large(char side, struct span currency, struct err *e)
{
	return err_set(e, ST_DATA, "the sum of %c.%.*s is too large", side,
	    (int)currency.len, currency.p);
}

static int
too_many(struct err *e)
{
	return err_set(e, ST_DATA,
	    "more than %d sums of a side and a currency: is that a column of "
	    "currencies?",
	    TOTAL_SUMS_MAX);
}

int
total_record(struct total *t, const struct record *r, struct err *e)
{
	if (total_add(t, r->side, r->currency, r->amount) != AMOUNT_OK)
		return too_large(r->side, r->currency, e);
	if (t->n > TOTAL_SUMS_MAX)
		return too_many(e);
	t->records++;
	return 0;
}

int
total_result(struct total *t, const struct result *r, struct err *e)
{
	if (r->has_left && total_add(t, 'L', r->currency, r->left) != AMOUNT_OK)
		return too_large('L', r->currency, e);
	if (r->has_right &&
	    total_add(t, 'R', r->currency, r->right) != AMOUNT_OK)
		return too_large('R', r->currency, e);
	if (t->n > TOTAL_SUMS_MAX)
		return too_many(e);
	t->records++;
	return 0;
}

int
total_merge(struct total *t, const struct total *other, struct err *e)
{
	for (size_t i = 0; i < other->n; i++) {
		const struct total_sum *s = &other->sums[i];

		if (total_add(t, s->side, currency_of(s), s->amount) !=
		    AMOUNT_OK)
			return too_large(s->side, currency_of(s), e);
	}
	if (t->n > TOTAL_SUMS_MAX)
		return too_many(e);
	t->records += other->records;
	return 0;
}

bool
total_is_near(const struct total *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (amount_abs(t->sums[i].amount).minor >> 96)
			return true;
	return false;
}

bool
total_is_small(const struct total *t)
{
	if (t->n > TOTAL_SUMS_MAX)
		return false; /* one by one it is told */
	for (size_t i = 0; i < t->n; i++)
		if (amount_abs(t->sums[i].amount).minor >> 62)
			return false;
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct total_sum *x = a, *y = b;

	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	return span_cmp(currency_of(x), currency_of(y));
}

void
total_format(struct buf *b, const struct total *t)
{
	size_t n = t->n * sizeof *t->sums;
	struct total_sum *sorted = mem_alloc(n);

	if (n)
		memcpy(sorted, t->sums, n);
	qsort(sorted, t->n, sizeof *sorted, by_name);
	buf_printf(b, "#total\trecords=%" PRIu64, t->records);
	for (size_t i = 0; i < t->n; i++) {
		buf_printf(b, "\t%c.%.*s=", sorted[i].side, sorted[i].len,
		    sorted[i].currency);
		b->len += amount_format(
		    sorted[i].amount, buf_room(b, AMOUNT_TEXT_CAP));
	}
	buf_byte(b, '\n');
	free(sorted);
}

/* One NAME=VALUE of a #total line. What has a name that is not known, and no
 * point in it, is no sum and may come of a later version. */
static bool
entry_parse(struct total *t, struct span f, bool *counted)
{
	const char *eq = memchr(f.p, '=', f.len);
	struct span name, value;
	struct amount a;
	uint64_t n;

	if (!eq || eq == f.p)
		return false;
	name = (struct span){ f.p, (size_t)(eq - f.p) };
	value = (struct span){ eq + 1, f.len - name.len - 1 };
	if (span_eq(name, SPAN("records"))) {
		if (*counted || !span_count(value, &n))
			return false;
		*counted = true;
		t->records += n;
		return true;
	}
	if (!memchr(name.p, '.', name.len))
		return true;
	if (name.len < 3 || name.p[1] != '.' ||
	    !record_side((struct span){ name.p, 1 }))
		return false;
	name.p += 2;
	name.len -= 2;
	return record_is_currency(name) &&
	    amount_parse(value, &a) == AMOUNT_OK &&
	    total_add(t, f.p[0], name, a) == AMOUNT_OK;
}

int
total_parse(struct total *t, struct span line, struct err *e)
{
	struct span rest = line, f;
	bool counted = false;

	tsv_next(&rest, &f);
	while (tsv_next(&rest, &f))
		if (!entry_parse(t, f, &counted))
			return err_set(e, ST_DATA,
			    "cannot read \"%s\" in a #total line",
			    excerpt(f).s);
	if (t->n > TOTAL_SUMS_MAX)
		return too_many(e);
	if (!counted)
		return err_set(e, ST_DATA, "a #total line without records=");
	return 0;
}

static bool
sums_equal(
    const struct total *a, const struct total *b, bool swapped, struct err *e)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct total_sum *s = &a->sums[i];
		const struct total_sum *o = find(b, s->side, currency_of(s));
		struct amount other = o ? o->amount : (struct amount){ 0 };
		char x[AMOUNT_TEXT_CAP], y[AMOUNT_TEXT_CAP];

		if (amount_cmp(s->amount, other) == 0)
			continue;
		amount_format(s->amount, x);
		amount_format(other, y);
		err_set(e, ST_DATA, "%c.%.*s: #total says %s, read %s", s->side,
		    s->len, s->currency, swapped ? y : x, swapped ? x : y);
		return false;
	}
	return true;
}

bool
total_equal(const struct total *told, const struct total *read, struct err *e)
{
	if (told->records != read->records) {
		err_set(e, ST_DATA,
		    "#total says %" PRIu64 " records, read %" PRIu64,
		    told->records, read->records);
		return false;
	}
	return sums_equal(told, read, false, e) &&
	    sums_equal(read, told, true, e);
}

void
total_free(struct total *t)
{
	free(t->sums);
	*t = (struct total){ 0 };
}
