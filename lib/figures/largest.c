#include "figures/largest.h"

#include <stdlib.h>

#include "base/mem.h"

static struct span
line_of(const struct largest_entry *t)
{
	return (struct span){ t->line, t->len };
}

static int
cmp(struct amount size_a, struct span a, struct amount size_b, struct span b)
{
	int c = amount_cmp(size_a, size_b);

	return c ? c : span_cmp(b, a);
}

static bool
is_less(const struct largest_entry *a, const struct largest_entry *b)
{
	return cmp(a->size, line_of(a), b->size, line_of(b)) < 0;
}

static struct span
currency_of(const struct largest_list *l)
{
	return (struct span){ l->currency, l->currency_len };
}

static struct largest_list *
find(struct largest *t, struct span currency)
{
	struct largest_list *l;

	for (size_t tried = 0; tried < t->n; tried++) {
		l = &t->lists[t->last];
		if (currency_eq(currency_of(l), currency))
			return l;
		t->last = t->last + 1 < t->n ? t->last + 1 : 0;
	}
	t->lists = mem_grow(t->lists, &t->cap, t->n + 1, sizeof *t->lists);
	t->last = t->n;
	l = &t->lists[t->n++];
	*l = (struct largest_list){ .currency_len =
					(unsigned char)currency.len };
	memcpy(l->currency, currency.p, currency.len);
	return l;
}

static void
swap(struct largest_entry *a, struct largest_entry *b)
{
	struct largest_entry t = *a;

	*a = *b;
	*b = t;
}

static void
sift_up(struct largest_entry *heap, size_t i)
{
	for (; i && is_less(&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&heap[i], &heap[(i - 1) / 2]);
}

static void
sift_down(struct largest_entry *heap, size_t n)
{
	for (size_t i = 0, least = 0;; i = least) {
		for (size_t child = 2 * i + 1; child < n && child <= 2 * i + 2;
		     child++)
			if (is_less(&heap[child], &heap[least]))
				least = child;
		if (least == i)
			return;
		swap(&heap[i], &heap[least]);
	}
}

static void
set(struct largest_entry *to, struct amount size, struct span line)
{
	to->line = mem_grow(to->line, &to->cap, line.len, 1);
	memcpy(to->line, line.p, line.len);
	to->len = line.len;
	to->size = size;
}

void
largest_add(struct largest *t, const struct result *r)
{
	struct amount size = amount_abs(r->diff);
	struct largest_list *l;

	if (!t->limit)
		return;
	l = find(t, r->currency);
	if (l->n < t->limit) {
		l->entries =
		    mem_grow(l->entries, &l->cap, l->n + 1, sizeof *l->entries);
		l->entries[l->n] = (struct largest_entry){ 0 };
		set(&l->entries[l->n], size, r->line);
		sift_up(l->entries, l->n++);
	} else if (cmp(l->entries[0].size, line_of(&l->entries[0]), size,
		       r->line) < 0) {
		set(&l->entries[0], size, r->line);
		sift_down(l->entries, l->n);
	}
}

static int
by_size(const void *a, const void *b)
{
	return is_less(a, b) - is_less(b, a);
}

static int
by_currency(const void *a, const void *b)
{
	return span_cmp(currency_of(a), currency_of(b));
}

void
largest_sort(struct largest *t)
{
	if (t->n)
		qsort(t->lists, t->n, sizeof *t->lists, by_currency);
	for (size_t i = 0; i < t->n; i++)
		qsort(t->lists[i].entries, t->lists[i].n,
		    sizeof *t->lists[i].entries, by_size);
}

void
largest_free(struct largest *t)
{
	for (size_t i = 0; i < t->n; i++) {
		for (size_t j = 0; j < t->lists[i].n; j++)
			free(t->lists[i].entries[j].line);
		free(t->lists[i].entries);
	}
	free(t->lists);
	*t = (struct largest){ 0 };
}
