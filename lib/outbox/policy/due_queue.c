#include "outbox/policy/due_queue.h"

#include <stdlib.h>

#include "base/mem.h"

static bool
is_before(const struct due_item *a, const struct due_item *b)
{
	return a->due_s != b->due_s ? a->due_s < b->due_s : a->order < b->order;
}

static void
swap(struct due_item *a, struct due_item *b)
{
	struct due_item t = *a;

	*a = *b;
	*b = t;
}

void
due_queue_put(struct due_queue *q, int64_t due_s, uint32_t slot)
{
	size_t i = q->n++;

	q->heap = mem_grow(q->heap, &q->cap, q->n, sizeof *q->heap);
	q->heap[i] = (struct due_item){ due_s, q->count++, slot };
	while (i > 0 && is_before(&q->heap[i], &q->heap[(i - 1) / 2])) {
		swap(&q->heap[i], &q->heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
}

int64_t
due_queue_next(const struct due_queue *q)
{
	return q->n ? q->heap[0].due_s : INT64_MAX;
}

/* The first one sinks to its place. */
static void
sink(struct due_queue *q)
{
	size_t i = 0;

	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= q->n)
			return;
		if (child + 1 < q->n &&
		    is_before(&q->heap[child + 1], &q->heap[child]))
			child++;
		if (is_before(&q->heap[i], &q->heap[child]))
			return;
		swap(&q->heap[i], &q->heap[child]);
		i = child;
	}
}

bool
due_queue_take(struct due_queue *q, int64_t now_s, uint32_t *slot)
{
	if (due_queue_next(q) > now_s || q->n == 0)
		return false;
	*slot = q->heap[0].slot;
	q->heap[0] = q->heap[--q->n];
	sink(q);
	return true;
}

void
due_queue_free(struct due_queue *q)
{
	free(q->heap);
	*q = (struct due_queue){ 0 };
}
