#include "sort/record_sums.h"

#include <inttypes.h>
#include <stdlib.h>

#include "stream/carried_fields.h"
#include "base/mem.h"

void
record_sums_init(struct record_sums *a, struct stream_out *out)
{
	*a = (struct record_sums){ .out = out };
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
place(const struct record_sums *a, const struct record *r, bool *found)
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

static int
add_to(struct record_sum *s, const struct record *r, struct err *e)
{
	if (amount_add(s->amount, r->amount, &s->amount) != AMOUNT_OK ||
	    __builtin_add_overflow(s->count, r->count, &s->count))
		return err_set(e, ST_DATA, "key \"%s\": the sum is too large",
		    excerpt(r->key).s);
	if (!s->several)
		carried_first(&s->kept, s->first.carried);
	s->several = true;
	carried_meet(&s->kept, r->carried);
	return 0;
}

/* A new sum at its place; it takes over the room of one that was used for
 * a key before. */
static void
new_sum(struct record_sums *a, size_t at, const struct record *r)
{
	struct record_sum s;
	size_t cap = a->cap;

	a->sums = mem_grow(a->sums, &a->cap, a->n + 1, sizeof *a->sums);
	if (a->cap > cap)
		memset(a->sums + cap, 0, (a->cap - cap) * sizeof *a->sums);
	s = a->sums[a->n];
	buf_clear(&s.line);
	buf_clear(&s.kept);
	buf_add(&s.line, r->line);
	s.first = *r;
	record_move(&s.first, s.line.p);
	s.count = r->count;
	s.amount = r->amount;
	s.several = false;
	memmove(a->sums + at + 1, a->sums + at, (a->n - at) * sizeof *a->sums);
	a->sums[at] = s;
	a->n++;
}

static void
format(struct record_sum *s)
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
	if (s->kept.len)
		buf_byte(b, '\t');
	buf_add(b, buf_span(&s->kept));
	buf_printf(b, "\tn=%" PRIu64, s->count);
}

static int
by_line(const void *a, const void *b)
{
	const struct record_sum *x = a, *y = b;

	return span_cmp(buf_span(&x->out), buf_span(&y->out));
}

int
record_sums_end(struct record_sums *a, struct err *e)
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
record_sums_line(struct record_sums *a, struct span line, struct err *e)
{
	struct record r;
	bool found;
	size_t at;

	if (record_parse(line, &r, e))
		return -1;
	if (a->n && !span_eq(a->sums[0].first.key, r.key) &&
	    record_sums_end(a, e))
		return -1;
	at = place(a, &r, &found);
	if (found)
		return add_to(&a->sums[at], &r, e);
	new_sum(a, at, &r);
	return 0;
}

void
record_sums_free(struct record_sums *a)
{
	for (size_t i = 0; i < a->cap; i++) {
		buf_free(&a->sums[i].line);
		buf_free(&a->sums[i].kept);
		buf_free(&a->sums[i].out);
	}
	free(a->sums);
	*a = (struct record_sums){ 0 };
}
