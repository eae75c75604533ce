#include "net/amqp/ticket_held.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
ticket_held_add(struct ticket_held *h, uint64_t tag)
{
	h->list = mem_grow(h->list, &h->cap, h->n + 1, sizeof *h->list);
	h->list[h->n++] = (struct ticket_tag){ .tag = tag };
}

/* The place of a tag that is out, n where there is none. */
static size_t
find(const struct ticket_held *h, uint64_t tag)
{
	size_t low = 0, high = h->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->list[middle].tag < tag)
			low = middle + 1;
		else
			high = middle;
	}
	return low < h->n && h->list[low].tag == tag && !h->list[low].took
	    ? low
	    : h->n;
}

static void
drop(struct ticket_held *h, size_t at, size_t n)
{
	h->n -= n;
	memmove(h->list + at, h->list + at + n, (h->n - at) * sizeof *h->list);
}

bool
ticket_held_took(struct ticket_held *h, uint64_t tag)
{
	size_t i = find(h, tag);

	if (i == h->n)
		return false;
	h->list[i].took = true;
	h->n_took++;
	return true;
}

bool
ticket_held_back(struct ticket_held *h, uint64_t tag)
{
	size_t i = find(h, tag);

	if (i == h->n)
		return false;
	drop(h, i, 1);
	return true;
}

bool
ticket_held_next(struct ticket_held *h, uint64_t *tag, bool *all_before)
{
	size_t first = 0, n = 0;

	if (h->n_took == 0)
		return false;
	while (n < h->n && h->list[n].took)
		n++;
	*all_before = n > 1;
	if (n == 0) {
		while (!h->list[first].took)
			first++;
		n = 1;
	}
	*tag = h->list[first + n - 1].tag;
	drop(h, first, n);
	h->n_took -= n;
	return true;
}

void
ticket_held_free(struct ticket_held *h)
{
	free(h->list);
}
