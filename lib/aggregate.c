#include "aggregate.h"

#include <inttypes.h>
#include <stdlib.h>

#include "mem.h"
#include "tsv.h"

void
aggregate_init(struct aggregate *a, struct stream_out *out)
{
	*a = (struct aggregate){ .out = out };
}

static int
cmp(const struct record *a, const struct record *b)
{
	int c = span_cmp(a->currency, b->currency);

	if (c == 0)
		c = (a->side > b->side) - (a->side < b->side);
	return c ? c : span_cmp(a->date, b->date);
}

/* The place of r among the sums; *found tells whether it is there. */
static size_t
place(const struct aggregate *a, const struct record *r, bool *found)
{
	size_t from = 0, to = a->n;

	*found = false;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = cmp(&a->sums[mid].first, r);

		if (c == 0) {
			*found = true;
			return mid;
		}
		if (c < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* How many records it stands for. */
static int
count_of(const struct record *r, uint64_t *count, struct err *e)
{
	struct span s;

	*count = 1;
	if (!result_carried(r->carried, SPAN("n"), &s))
		return 0;
	if (!span_count(s, count) || *count == 0)
		return err_set(e, ST_DATA, "key \"%s\": n=%s is not a count",
		    excerpt(r->key).s, excerpt(s).s);
	return 0;
}

static bool
is_count(struct span field)
{
	return span_begins(field, SPAN("n="));
}

static bool
carries(struct span carried, struct span field)
{
	struct span f;

	while (tsv_next(&carried, &f))
		if (span_eq(f, field))
			return true;
	return false;
}

/* Keeps of a sum's carried fields those that r has too. */
static void
keep_common(struct aggregate_sum *s, const struct record *r)
{
	struct span rest = s->several ? buf_span(&s->kept) : s->first.carried;
	struct span f;
	struct buf common = { 0 };

	while (tsv_next(&rest, &f)) {
		if (is_count(f) || f.len == 0 || !carries(r->carried, f))
			continue;
		buf_byte(&common, '\t');
		buf_add(&common, f);
	}
	buf_free(&s->kept);
	s->kept = common;
	s->several = true;
}

static int
add_to(struct aggregate_sum *s, const struct record *r, struct err *e)
{
	uint64_t n;

	if (count_of(r, &n, e))
		return -1;
	if (amount_add(s->amount, r->amount, &s->amount) != AMOUNT_OK)
		return err_set(e, ST_DATA, "key \"%s\": the sum is too large",
		    excerpt(r->key).s);
	s->count += n;
	keep_common(s, r);
	return 0;
}

/* A new sum at its place; it takes over the room of one that was used for
 * a key before. */
static int
new_sum(struct aggregate *a, size_t at, const struct record *r,
    struct err *e)
{
	struct aggregate_sum s;
	size_t cap = a->cap;
	uint64_t count;

	if (count_of(r, &count, e))
		return -1;
	a->sums = mem_grow(a->sums, &a->cap, a->n + 1, sizeof *a->sums);
	if (a->cap > cap)
		memset(a->sums + cap, 0, (a->cap - cap) * sizeof *a->sums);
	s = a->sums[a->n];
	buf_clear(&s.line);
	buf_clear(&s.kept);
	buf_add(&s.line, r->line);
	record_parse(buf_span(&s.line), &s.first, e); /* as r was */
	s.count = count;
	s.amount = r->amount;
	s.several = false;
	memmove(a->sums + at + 1, a->sums + at,
	    (a->n - at) * sizeof *a->sums);
	a->sums[at] = s;
	a->n++;
	return 0;
}

static void
format(struct aggregate_sum *s)
{
	const struct record *r = &s->first;
	struct buf *b = &s->out;

	buf_clear(b);
	if (!s->several) {
		buf_add(b, r->line);
		return;
	}
	buf_add(b, r->key);
	buf_byte(b, '\t');
	b->len += amount_format(s->amount, buf_room(b, AMOUNT_TEXT_CAP));
	buf_byte(b, '\t');
	buf_add(b, r->currency);
	buf_byte(b, '\t');
	buf_byte(b, r->side);
	buf_byte(b, '\t');
	buf_add(b, r->date);
	buf_add(b, buf_span(&s->kept));
	buf_printf(b, "\tn=%" PRIu64, s->count);
}

static int
by_line(const void *a, const void *b)
{
	const struct aggregate_sum *x = a, *y = b;

	return span_cmp(buf_span(&x->out), buf_span(&y->out));
}

int
aggregate_end(struct aggregate *a, struct err *e)
{
	for (size_t i = 0; i < a->n; i++) {
		struct record r = a->sums[i].first;

		format(&a->sums[i]);
		r.amount = a->sums[i].amount;
		if (total_record(&a->out->total, &r, e))
			return -1;
	}
	if (a->n > 1)
		qsort(a->sums, a->n, sizeof *a->sums, by_line);
	for (size_t i = 0; i < a->n; i++)
		stream_put(a->out, buf_span(&a->sums[i].out));
	a->n = 0;
	return 0;
}

int
aggregate_line(struct aggregate *a, struct span line, struct err *e)
{
	struct record r;
	bool found;
	size_t at;

	if (record_parse(line, &r, e))
		return -1;
	if (a->n && !span_eq(a->sums[0].first.key, r.key) &&
	    aggregate_end(a, e))
		return -1;
	at = place(a, &r, &found);
	return found ? add_to(&a->sums[at], &r, e) : new_sum(a, at, &r, e);
}

void
aggregate_free(struct aggregate *a)
{
	for (size_t i = 0; i < a->cap; i++) {
		buf_free(&a->sums[i].line);
		buf_free(&a->sums[i].kept);
		buf_free(&a->sums[i].out);
	}
	free(a->sums);
	*a = (struct aggregate){ 0 };
}
