#include "sort/memory/line_buffer.h"

#include "base/mem.h"
#include "sort/memory/radix_sort.h"

enum {
	AHEAD = 64, /* items between a prefetch and its use */
	FEW = 64,   /* lines that are not worth a look on their own */
};

static struct line_ref *
items(const struct line_buffer *b)
{
	return (struct line_ref *)(void *)b->base;
}

void
line_buffer_init(struct line_buffer *b, size_t cap)
{
	*b = (struct line_buffer){ .cap = cap };
	b->base = mem_map(cap);
	line_buffer_clear(b);
}

void
line_buffer_clear(struct line_buffer *b)
{
	if (b->spare) {
		size_t cap = b->cap - b->spare;

		mem_unmap(b->base, b->cap);
		line_buffer_init(b, cap);
		return;
	}
	*b = (struct line_buffer){ .base = b->base,
		.cap = b->cap,
		.low = b->cap - LINE_REF_SLACK,
		.rising = true,
		.falling = true };
}

void
line_buffer_free(struct line_buffer *b)
{
	if (b->base)
		mem_unmap(b->base, b->cap);
	*b = (struct line_buffer){ 0 };
}

/* Bytes that a line takes beside its items. */
static size_t
room(size_t len)
{
	return len < LINE_REF_LONG ? len : len + sizeof len;
}

void
line_buffer_fit(struct line_buffer *b, size_t len)
{
	size_t need = room(len) + 2 * sizeof(struct line_ref) + LINE_REF_SLACK;

	if (b->cap >= need)
		return;
	mem_unmap(b->base, b->cap);
	line_buffer_init(b, need);
}

/* Bytes of the items when there are n more. */
static size_t
items_size(const struct line_buffer *b, size_t n)
{
	return (b->n + n) * 2 * sizeof(struct line_ref);
}

/* Is there room for n more lines that take so many bytes? */
static bool
has_room(const struct line_buffer *b, size_t n, size_t bytes)
{
	size_t taken = items_size(b, n) + b->spare;

	return taken <= b->low && b->low - taken >= bytes &&
	    n <= UINT32_MAX - b->n;
}

bool
line_buffer_limit(struct line_buffer *b, size_t cap)
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
		line_buffer_clear(b);
	return true;
}

/* Do the lines from item i on still rise or fall? */
static void
watch_order(struct line_buffer *b, size_t i)
{
	struct line_ref *v = items(b);

	for (i += i == 0; i < b->n && (b->rising || b->falling); i++) {
		int c = span_cmp(line_ref_line(b->base, v[i - 1]),
		    line_ref_line(b->base, v[i]));

		b->rising &= c <= 0;
		b->falling &= c >= 0;
	}
}

void
line_buffer_expect(
    struct line_buffer *b, const struct key_bits *window, unsigned same)
{
	b->window = window;
	b->same = same;
	b->rising = b->falling = false; /* nobody looks */
}

void
line_buffer_learn(struct line_buffer *b)
{
	size_t from = b->learned;

	b->learned = b->n;
	if (b->window) {
		key_bits_keys(b->window, b->base, items(b) + from, b->n - from);
		return;
	}
	key_learner_items(&b->keys, b->base, items(b), from, b->n - from);
	watch_order(b, from);
}

bool
line_buffer_add(struct line_buffer *b, struct span line)
{
	if (!has_room(b, 1, room(line.len)))
		return false;
	b->low -= line.len;
	if (line.len)
		memcpy(b->base + b->low, line.p, line.len);
	items(b)[b->n++].at = line_ref_at(b->low, line.len);
	if (line.len >= LINE_REF_LONG) {
		b->low -= sizeof line.len;
		memcpy(b->base + b->low, &line.len, sizeof line.len);
	}
	b->bytes += line.len + 1;
	if (line.len > b->longest)
		b->longest = line.len;
	if (b->n - b->learned >= FEW)
		line_buffer_learn(b);
	return true;
}

char *
line_buffer_batch_room(struct line_buffer *b, const struct line_batch *lines)
{
	if (lines->bytes > LINE_REF_LONG ||
	    !has_room(b, lines->n, lines->bytes - 1))
		return NULL;
	return b->base + b->low - (lines->bytes - 1);
}

void
line_buffer_batch_here(struct line_buffer *b, const struct line_batch *lines)
{
	struct line_ref *v = items(b) + b->n;
	size_t longest = b->longest, at;

	b->low -= lines->bytes - 1;
	at = b->low;
	for (size_t i = 0; i < lines->n; i++) {
		size_t len = lines->len[i];

		v[i].at = line_ref_at(at, len);
		at += len + 1;
		longest = len > longest ? len : longest;
	}
	b->n += lines->n;
	b->bytes += lines->bytes;
	b->longest = longest;
	if (b->n - b->learned >= FEW)
		line_buffer_learn(b);
}

size_t
line_buffer_add_batch(struct line_buffer *b, const struct line_batch *lines)
{
	struct span line = { lines->p, 0 };
	char *to = line_buffer_batch_room(b, lines);

	if (to) {
		memcpy(to, lines->p, lines->bytes - 1);
		line_buffer_batch_here(b, lines);
		return lines->n;
	}
	for (size_t i = 0; i < lines->n; i++) {
		line.len = lines->len[i];
		if (!line_buffer_add(b, line))
			return i;
		line.p += line.len + 1;
	}
	return lines->n;
}

static void
reverse(struct line_ref *v, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct line_ref it = v[i];

		v[i] = v[n - 1 - i];
		v[n - 1 - i] = it;
	}
}

void
line_buffer_sort(struct line_buffer *b, unsigned threads)
{
	struct line_ref *v = items(b);

	b->next = 0;
	line_buffer_learn(b);
	if (b->rising)
		return;
	if (b->falling) {
		reverse(v, b->n);
		return;
	}
	if (!b->window)
		key_learner_finish(&b->keys, b->base, v, b->n);
	radix_sort(b->base, v, v + b->n, b->n,
	    b->window ? b->window : &b->keys.window, b->same, threads);
}

/* Most lines lie in one or two pieces of 64 bytes. */
static inline void
prefetch(const struct line_buffer *b, struct line_ref it)
{
	const char *p = line_ref_text(b->base, it);
	size_t len = it.at & LINE_REF_LONG;

	__builtin_prefetch(p);
	__builtin_prefetch(p + (len < 64 ? len : 64));
}

size_t
line_buffer_next(struct line_buffer *b, struct span *lines, size_t max)
{
	const struct line_ref *v = items(b) + b->next;
	size_t left = b->n - b->next, n = left < max ? left : max;
	size_t soon = left < AHEAD ? 0 : left - AHEAD;

	for (size_t i = 0; i < n && i < soon; i++)
		prefetch(b, v[i + AHEAD]);
	for (size_t i = 0; i < n; i++)
		lines[i] = line_ref_line(b->base, v[i]);
	b->next += n;
	return n;
}
