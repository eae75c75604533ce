#include "sort/memory/line_buffer.h"

#include "base/mem.h"
#include "sort/memory/radix_sort.h"

enum {
	AHEAD = 64, /* items between a prefetch and its use */
	FEW = 64,   /* lines that are not worth a look on their own */
};

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
	if (b->spare) {
		size_t cap = b->cap - b->spare;

		mem_unmap(b->base, b->cap);
		batch_init(b, cap);
		return;
	}
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

/* Bytes of the items when there are n more. */
static size_t
items_size(const struct batch *b, size_t n)
{
	return (b->n + n) * 2 * sizeof(struct item);
}

/* Is there room for n more lines that take so many bytes? */
static bool
has_room(const struct batch *b, size_t n, size_t bytes)
{
	size_t taken = items_size(b, n) + b->spare;

	return taken <= b->low && b->low - taken >= bytes &&
	    n <= UINT32_MAX - b->n;
}

bool
batch_limit(struct batch *b, size_t cap)
{
	size_t spare = b->cap > cap ? b->cap - cap : 0;
	size_t taken = items_size(b, 0);

	if (spare <= b->spare)
		return true;
	if (b->n && b->low - taken < spare)
		return false;
	b->spare = spare;
	if (b->n) /* what is there may have been used before */
		mem_idle(b->base + taken, b->low - taken);
	else
		batch_clear(b);
	return true;
}

/* Do the lines from item i on still rise or fall? */
static void
watch_order(struct batch *b, size_t i)
{
	struct item *v = items(b);

	for (i += i == 0; i < b->n && (b->rising || b->falling); i++) {
		int c = span_cmp(item_line(b->base, v[i - 1]),
		    item_line(b->base, v[i]));

		b->rising &= c <= 0;
		b->falling &= c >= 0;
	}
}

void
batch_expect(struct batch *b, const struct window *window, unsigned same)
{
	b->window = window;
	b->same = same;
	b->rising = b->falling = false; /* nobody looks */
}

void
batch_learn(struct batch *b)
{
	size_t from = b->learned;

	b->learned = b->n;
	if (b->window) {
		window_keys(b->window, b->base, items(b) + from,
		    b->n - from);
		return;
	}
	prekey_items(&b->keys, b->base, items(b), from, b->n - from);
	watch_order(b, from);
}

bool
batch_add(struct batch *b, struct span line)
{
	if (!has_room(b, 1, room(line.len)))
		return false;
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
	if (b->n - b->learned >= FEW)
		batch_learn(b);
	return true;
}

char *
batch_lot_room(struct batch *b, const struct lot *lot)
{
	if (lot->bytes > ITEM_LONG || !has_room(b, lot->n, lot->bytes - 1))
		return NULL;
	return b->base + b->low - (lot->bytes - 1);
}

void
batch_lot_here(struct batch *b, const struct lot *lot)
{
	struct item *v = items(b) + b->n;
	size_t longest = b->longest, at;

	b->low -= lot->bytes - 1;
	at = b->low;
	for (size_t i = 0; i < lot->n; i++) {
		size_t len = lot->len[i];

		v[i].at = item_at(at, len);
		at += len + 1;
		longest = len > longest ? len : longest;
	}
	b->n += lot->n;
	b->bytes += lot->bytes;
	b->longest = longest;
	if (b->n - b->learned >= FEW)
		batch_learn(b);
}

size_t
batch_add_lot(struct batch *b, const struct lot *lot)
{
	struct span line = { lot->p, 0 };
	char *to = batch_lot_room(b, lot);

	if (to) {
		memcpy(to, lot->p, lot->bytes - 1);
		batch_lot_here(b, lot);
		return lot->n;
	}
	for (size_t i = 0; i < lot->n; i++) {
		line.len = lot->len[i];
		if (!batch_add(b, line))
			return i;
		line.p += line.len + 1;
	}
	return lot->n;
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
	batch_learn(b);
	if (b->rising)
		return;
	if (b->falling) {
		reverse(v, b->n);
		return;
	}
	if (!b->window)
		prekey_finish(&b->keys, b->base, v, b->n);
	radix_sort(b->base, v, v + b->n, b->n,
	    b->window ? b->window : &b->keys.window, b->same, threads);
}

/* Most lines lie in one or two pieces of 64 bytes. */
static inline void
prefetch(const struct batch *b, struct item it)
{
	const char *p = item_text(b->base, it);
	size_t len = it.at & ITEM_LONG;

	__builtin_prefetch(p);
	__builtin_prefetch(p + (len < 64 ? len : 64));
}

size_t
batch_next(struct batch *b, struct span *lines, size_t max)
{
	const struct item *v = items(b) + b->next;
	size_t left = b->n - b->next, n = left < max ? left : max;
	size_t soon = left < AHEAD ? 0 : left - AHEAD;

	for (size_t i = 0; i < n && i < soon; i++)
		prefetch(b, v[i + AHEAD]);
	for (size_t i = 0; i < n; i++)
		lines[i] = item_line(b->base, v[i]);
	b->next += n;
	return n;
}
