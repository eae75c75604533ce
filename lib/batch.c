#include "batch.h"

#include "mem.h"
#include "radix.h"

enum { AHEAD = 16 }; /* items between a prefetch and its use */

static struct item *
items(const struct batch *b)
{
	return (struct item *)(void *)b->base;
}

void
batch_init(struct batch *b, size_t cap)
{
	*b = (struct batch){ .cap = cap };
	b->base = mem_map(cap);
	batch_clear(b);
}

void
batch_clear(struct batch *b)
{
	*b = (struct batch){ .base = b->base, .cap = b->cap,
		.low = b->cap - ITEM_SLACK, .rising = true, .falling = true };
}

void
batch_free(struct batch *b)
{
	if (b->base)
		mem_unmap(b->base, b->cap);
	*b = (struct batch){ 0 };
}

/* Bytes that a line takes beside its items. */
static size_t
room(size_t len)
{
	return len < ITEM_LONG ? len : len + sizeof len;
}

void
batch_fit(struct batch *b, size_t len)
{
	size_t need = room(len) + 2 * sizeof(struct item) + ITEM_SLACK;

	if (b->cap >= need)
		return;
	mem_unmap(b->base, b->cap);
	batch_init(b, need);
}

/* Notes what the new line tells about all of them; before is the last. */
static void
compare(struct batch *b, struct span before, struct span line)
{
	struct span first = item_line(b->base, items(b)[0]);
	size_t k = 0;

	if (line.len < b->same)
		b->same = line.len;
	if (b->same && memcmp(first.p, line.p, b->same)) {
		while (first.p[k] == line.p[k])
			k++;
		b->same = k;
	}
	if (b->rising || b->falling) {
		int c = span_cmp(before, line);

		b->rising &= c <= 0;
		b->falling &= c >= 0;
	}
}

bool
batch_add(struct batch *b, struct span line)
{
	size_t taken = (b->n + 1) * 2 * sizeof(struct item);
	size_t need = room(line.len);

	if (taken > b->low || b->low - taken < need || b->n == UINT32_MAX)
		return false;
	if (b->n)
		compare(b, item_line(b->base, items(b)[b->n - 1]), line);
	else
		b->same = line.len;
	b->low -= line.len;
	if (line.len)
		memcpy(b->base + b->low, line.p, line.len);
	items(b)[b->n++].at = item_at(b->low, line.len);
	if (line.len >= ITEM_LONG) {
		b->low -= sizeof line.len;
		memcpy(b->base + b->low, &line.len, sizeof line.len);
	}
	b->bytes += line.len + 1;
	if (line.len > b->longest)
		b->longest = line.len;
	return true;
}

static void
reverse(struct item *v, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct item it = v[i];

		v[i] = v[n - 1 - i];
		v[n - 1 - i] = it;
	}
}

void
batch_sort(struct batch *b, unsigned threads)
{
	struct item *v = items(b);

	b->next = 0;
	if (b->rising)
		return;
	if (b->falling)
		reverse(v, b->n);
	else
		radix_sort(b->base, v, v + b->n, b->n, b->same, threads);
}

bool
batch_next(struct batch *b, struct span *line)
{
	struct item *v = items(b);

	if (b->next == b->n)
		return false;
	if (b->next + AHEAD < b->n) {
		const char *p = item_text(b->base, v[b->next + AHEAD]);

		__builtin_prefetch(p);
		__builtin_prefetch(p + 64);
	}
	*line = item_line(b->base, v[b->next++]);
	return true;
}
