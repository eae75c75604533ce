#include "sort/sum_list.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/carried_fields.h"

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
place(const struct sum_list *l, const struct record *r, bool *found)
{
	size_t from = 0, to = l->n;

	*found = false;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = cmp(&l->sums[mid].first, r);

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
add_to(struct list_sum *s, const struct record *r, struct err *e)
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

/* Room for one more sum, that of one used for a KEY before, at this place. */
static struct list_sum *
insert_sum(struct sum_list *l, size_t at)
{
	size_t cap = l->cap;
	struct list_sum s;

	l->sums = mem_grow(l->sums, &l->cap, l->n + 1, sizeof *l->sums);
	if (l->cap > cap)
		memset(l->sums + cap, 0, (l->cap - cap) * sizeof *l->sums);
	if (at < l->n) {
		s = l->sums[l->n];
		memmove(l->sums + at + 1, l->sums + at,
		    (l->n - at) * sizeof *l->sums);
		l->sums[at] = s;
	}
	l->n++;
	return &l->sums[at];
}

static void
new_sum(struct sum_list *l, size_t at, const struct record *r)
{
	struct list_sum *s = insert_sum(l, at);

	buf_clear(&s->line);
	buf_clear(&s->kept);
	buf_add(&s->line, r->line);
	s->first = *r;
	record_move(&s->first, s->line.p);
	s->count = r->count;
	s->amount = r->amount;
	s->several = false;
}

static void
format(struct list_sum *s)
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
	buf_add(b, SPAN("\tn="));
	b->len += amount_format((struct amount){ (int128)s->count, 0 },
	    buf_room(b, AMOUNT_TEXT_CAP));
}

static int
by_line(const void *a, const void *b)
{
	const struct list_sum *x = a, *y = b;

	return span_cmp(buf_span(&x->out), buf_span(&y->out));
}

int
sum_list_add(struct sum_list *l, const struct record *r, struct err *e)
{
	bool found;
	size_t at = place(l, r, &found);

	if (found)
		return add_to(&l->sums[at], r, e);
	new_sum(l, at, r);
	return 0;
}

int
sum_list_write(struct sum_list *l, struct stream_out *out, struct total *made,
    struct err *e)
{
	for (size_t i = 0; i < l->n; i++) {
		struct record r = l->sums[i].first;

		format(&l->sums[i]);
		r.amount = l->sums[i].amount;
		if (total_record(made, &r, e))
			return -1;
	}
	if (l->n > 1)
		qsort(l->sums, l->n, sizeof *l->sums, by_line);
	for (size_t i = 0; i < l->n; i++)
		stream_put(out, buf_span(&l->sums[i].out));
	l->n = 0;
	return 0;
}

void
sum_list_free(struct sum_list *l)
{
	for (size_t i = 0; i < l->cap; i++) {
		buf_free(&l->sums[i].line);
		buf_free(&l->sums[i].kept);
		buf_free(&l->sums[i].out);
	}
	free(l->sums);
	*l = (struct sum_list){ 0 };
}
