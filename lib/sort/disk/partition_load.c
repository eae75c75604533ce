/* Reading a bucket back and sorting it. */
#include "sort/disk/partition.h"
#include "base/mem.h"

static int
broken(const struct partition *b, struct err *e)
{
	return err_set(e, ST_FAIL, "%s: temporary file: not what was written",
	    b->spill.dir);
}

/* Reads the packed lines of a bucket. */
static int
read_packed(
    const struct partition *b, const struct run *r, char *to, struct err *e)
{
	size_t left = (size_t)r->packed;

	for (size_t i = 0; i < r->n; i++) {
		size_t n = left < b->spill.block ? left : b->spill.block;

		if (temp_file_read(&b->spill, r->blocks[i], to, n, e))
			return -1;
		to += n;
		left -= n;
	}
	return 0;
}

/* The line of a middle of n bytes, with its LF; as pieces of a fixed length,
 * that may be written over what comes behind it. */
static inline char *
make_wide(const struct partition *b, const char *middle, size_t n, char *to)
{
	memcpy(to, b->front.bytes, PARTITION_WIDE);
	memcpy(to + b->front.len, middle, PARTITION_WIDE);
	to += b->front.len + n;
	memcpy(to, b->tail.bytes, PARTITION_WIDE);
	return to + b->tail.len + 1;
}

/* The same, with not a byte behind it touched. */
static char *
make_exact(
    const struct partition *b, const char *middle, size_t n, char *to, bool lf)
{
	memcpy(to, b->front.bytes, b->front.len);
	to += b->front.len;
	memcpy(to, middle, n);
	to += n;
	memcpy(to, b->tail.bytes, b->tail.len + lf);
	return to + b->tail.len + 1;
}

/* Makes the lines of a batch from their entries. */
static void
make_lines(const struct partition *b, const char *p,
    const struct line_batch *lines, char *to)
{
	const char *end = to + lines->bytes - 1;
	bool narrow = b->front.len <= PARTITION_WIDE;

	for (size_t i = 0; i < lines->n; i++) {
		size_t n = (unsigned char)*p++;

		if (n <= PARTITION_WIDE && narrow &&
		    end - to >= 3 * PARTITION_WIDE)
			to = make_wide(b, p, n, to);
		else
			to = make_exact(b, p, n, to, i + 1 < lines->n);
		p += n;
	}
}

/* The lengths of the next lines of which there are entries up to end; returns
 * where the next entry begins. */
static const char *
next_batch(const struct partition *b, struct line_batch *lines, const char *p,
    const char *end)
{
	size_t more = b->front.len + b->tail.len;

	line_batch_begin(lines, NULL);
	while (lines->n < LINE_BATCH_MAX && p < end) {
		size_t n = (unsigned char)*p;

		line_batch_add(lines, more + n);
		p += 1 + n;
	}
	return p;
}

/* How many first bits the keys of bucket i share: those that the keys do
 * between which it lies. */
static unsigned
same_bits(const struct partition *b, size_t i)
{
	uint64_t differ;

	if (i == 0 || i + 1 == b->n)
		return 0;
	differ = b->splits[i - 1] ^ b->splits[i];
	return differ ? (unsigned)__builtin_clzll(differ) : 63;
}

/* The packed lines of bucket i become the batch. */
static int
unpack(const struct partition *b, size_t i, struct partition_slot *s,
    struct err *e)
{
	size_t packed = (size_t)b->runs[i].packed;
	const char *p, *end;

	s->packed = mem_grow(s->packed, &s->cap, packed + PARTITION_WIDE, 1);
	p = s->packed;
	end = p + packed;
	if (read_packed(b, &b->runs[i], s->packed, e))
		return -1;
	line_buffer_clear(&s->batch);
	line_buffer_expect(&s->batch, &b->form.window, same_bits(b, i));
	while (p < end) {
		struct line_batch lines;
		const char *next = next_batch(b, &lines, p, end);
		char *to = line_buffer_batch_room(&s->batch, &lines);

		if (next > end || !to)
			return broken(b, e);
		make_lines(b, p, &lines, to);
		line_buffer_batch_here(&s->batch, &lines);
		p = next;
	}
	return s->batch.n == b->ends[i].lines ? 0 : broken(b, e);
}

/* The packed lines of bucket i become items. */
static int
unpack_items(const struct partition *b, size_t i, struct partition_slot *s,
    struct err *e)
{
	const size_t packed = b->form.packed, n = (size_t)b->ends[i].lines;
	struct line_ref *items;
	char *from;
	bool may_be = n * packed == b->runs[i].packed;

	/* as many more, to be put in order with: packed they fit there */
	s->packed = mem_grow(
	    s->packed, &s->cap, 2 * n * sizeof *items + PARTITION_WIDE, 1);
	items = (struct line_ref *)(void *)s->packed;
	from = (char *)(items + n);
	if (!may_be)
		return broken(b, e);
	if (read_packed(b, &b->runs[i], from, e))
		return -1;
	for (size_t k = 0; k < n; k++, from += packed) {
		items[k] = brief_unpack(&b->form, from);
		may_be &= brief_len(items[k]) <= b->form.longest;
	}
	s->n = n;
	s->next = 0;
	return may_be ? 0 : broken(b, e);
}

static void
sort_items(const struct partition *b, size_t i, struct partition_slot *s)
{
	struct span tail = { b->tail.bytes, b->tail.len };
	struct line_ref *items = (struct line_ref *)(void *)s->packed;

	brief_sort(&b->form, tail, items, items + s->n, s->n, same_bits(b, i));
}

/* The system may bring bucket i to memory. */
static void
soon(const struct partition *b, size_t i)
{
	for (size_t k = 0; i < b->n && k < b->runs[i].n; k++)
		temp_file_soon(&b->spill, b->runs[i].blocks[k]);
}

int
partition_load(
    struct partition *b, size_t i, struct partition_slot *s, struct err *e)
{
	int r = b->brief ? unpack_items(b, i, s, e) : unpack(b, i, s, e);

	if (r)
		return -1;
	soon(b, i + b->n_slots);
	if (b->brief)
		sort_items(b, i, s);
	else
		line_buffer_sort(&s->batch, 1);
	return 0;
}

/* Makes the lines of n items. */
static inline __attribute__((always_inline)) int
make_texts(const struct partition *b, const struct line_ref *items, size_t n,
    key_bits_spread_fn spread, struct span *lines, char *to)
{
	const size_t front = b->front.len, tail = b->tail.len;

	for (size_t i = 0; i < n; i++) {
		size_t len = brief_len(items[i]);

		memcpy(to, b->front.bytes, PARTITION_WIDE);
		if (front > PARTITION_WIDE)
			memcpy(to, b->front.bytes, front);
		brief_text(&b->form, items[i], spread, to + front);
		memcpy(to + front + len, b->tail.bytes, PARTITION_WIDE);
		lines[i] = (struct span){ to, front + len + tail };
		to += front + len + tail;
	}
	return (int)n;
}

KEY_BITS_GATHERS static int
make_texts_gathered(const struct partition *b, const struct line_ref *items,
    size_t n, struct span *lines, char *to)
{
	return make_texts(b, items, n, key_bits_spread_gathered, lines, to);
}

int
partition_lines(struct partition *b, struct partition_slot *s,
    struct span *lines, size_t max)
{
	const struct line_ref *items =
	    (struct line_ref *)(void *)s->packed + s->next;
	size_t n = s->n - s->next;

	if (!b->brief)
		return (int)line_buffer_next(&s->batch, lines, max);
	if (max > PARTITION_TEXTS)
		max = PARTITION_TEXTS;
	if (n > max)
		n = max;
	s->next += n;
	return b->gathers
	    ? make_texts_gathered(b, items, n, lines, b->texts)
	    : make_texts(b, items, n, key_bits_spread, lines, b->texts);
}
