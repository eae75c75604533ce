#include "buckets.h"

#include <stdlib.h>

#include "mem.h"

enum {
	BLOCK_MIN = 1 << 12, /* bytes written at once */
	BLOCK_MAX = 1 << 16,
	/* Bytes behind a block: an entry goes beyond it, and not all buffers
	 * may begin at the same place of the processor's cache. */
	BEHIND = 576,
	SAMPLES = 64, /* lines that stand for those of a bucket */
	LINE = BUCKETS_FRONT_MAX + BUCKETS_MIDDLE_MAX + BUCKETS_TAIL_MAX,
};

void
buckets_init(struct buckets *b)
{
	*b = (struct buckets){ .spill.fd = -1 };
}

/* How many, and how much is written at once. */
struct plan {
	size_t n, block;
};

/* For buffers that take so many bytes; no buckets where that is too little. */
static struct plan
make_plan(size_t room)
{
	struct plan p = { BUCKETS_MAX, BLOCK_MIN };

	while (p.n * (p.block + BEHIND) > room)
		p.n /= 2;
	while (p.block < BLOCK_MAX && p.n * (2 * p.block + BEHIND) <= room)
		p.block *= 2;
	if (p.n < BUCKETS_MIN)
		p.n = 0;
	return p;
}

static void
set_part(struct bucket_part *p, struct span s)
{
	*p = (struct bucket_part){ .len = s.len };
	memcpy(p->bytes, s.p, s.len);
	p->bytes[s.len] = '\n';
	for (size_t i = 0; i < BUCKETS_WIDE / EIGHT; i++) {
		size_t n = s.len > EIGHT * i ? s.len - EIGHT * i : 0;

		p->word[i] = eight_load(p->bytes + EIGHT * i);
		p->mask[i] = n < EIGHT ? ((uint64_t)1 << EIGHT * n) - 1
		                       : ~(uint64_t)0;
	}
}

/* How many last bytes all lines share behind those that they begin with. */
static size_t
shared_tail(const struct batch *lines)
{
	size_t same = lines->keys.same, n = BUCKETS_TAIL_MAX;
	struct span first = batch_line(lines, 0);

	for (size_t i = 0; i < lines->n; i++) {
		struct span s = batch_line(lines, i);

		if (s.len - same < n)
			n = s.len - same;
		n = span_common_end(first, s, n);
	}
	return n;
}

/* False where the lines are not such that they can be taken. */
static bool
learn_form(struct buckets *b, const struct batch *lines)
{
	size_t same = lines->keys.same, tail;
	struct span first = batch_line(lines, 0);

	if (lines->rising || lines->falling || same > BUCKETS_FRONT_MAX ||
	    lines->keys.window.bits == 0)
		return false;
	tail = shared_tail(lines);
	if (lines->longest - same - tail > BUCKETS_MIDDLE_MAX)
		return false;
	set_part(&b->front, (struct span){ first.p, same });
	set_part(&b->tail, (struct span){ first.p + first.len - tail, tail });
	b->window = lines->keys.window;
	b->like = window_look(first.p + same, first.len - same);
	b->known = (window_words){ lines->keys.differ.word[0],
		lines->keys.differ.word[1] };
	return true;
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The keys at which buckets begin; false where too few lines differ. */
static bool
choose_splits(struct buckets *b, const struct batch *lines)
{
	size_t n = b->n * SAMPLES, same = b->front.len, distinct = 0;
	uint64_t *keys = mem_alloc(n * sizeof *keys);

	for (size_t i = 0; i < n; i++) {
		struct span s = batch_line(lines, i * lines->n / n);

		keys[i] = window_key(&b->window,
		    window_look(s.p + same, s.len - same));
	}
	qsort(keys, n, sizeof *keys, by_number);
	for (size_t i = 1; i < b->n; i++) {
		b->splits[i - 1] = keys[i * SAMPLES];
		distinct += keys[i * SAMPLES] != keys[(i - 1) * SAMPLES];
	}
	free(keys);
	for (size_t i = b->n - 1; i < sizeof b->splits / sizeof *keys; i++)
		b->splits[i] = ~(uint64_t)0;
	return distinct >= b->n / 2;
}

/* Finds for the first bits of a key the first bucket that it can be in, and
 * how many more there are at most. */
static void
set_cells(struct buckets *b)
{
	size_t i = 0, most = 0, first;

	for (uint64_t c = 0; c < (uint64_t)1 << BUCKETS_DIGIT; c++) {
		uint64_t next = (c + 1) << (64 - BUCKETS_DIGIT);

		b->cells[c] = (uint16_t)i;
		for (first = i; i + 1 < b->n && b->splits[i] <= next - 1; )
			i++;
		most = i - first > most ? i - first : most;
	}
	for (b->half = 0; most >> b->half; b->half++)
		;
	b->half = (size_t)1 << b->half >> 1;
}

static void
make_room(struct buckets *b, size_t block)
{
	b->room_size = b->n * (block + BEHIND);
	b->room = mem_map(b->room_size);
	b->runs = mem_zeroed(b->n, sizeof *b->runs);
	for (size_t i = 0; i < b->n; i++) {
		char *buf = b->room + i * (block + BEHIND);

		b->ends[i] = (struct bucket_end){ buf, buf + block, 0 };
	}
}

int
buckets_begin(struct buckets *b, struct batch *lines, size_t memory,
    const char *dir, struct err *e)
{
	struct plan p = make_plan(lines->n * sizeof(struct item));

	batch_learn(lines);
	b->memory = memory;
	b->n = p.n;
	if (p.n == 0 || lines->n < p.n * SAMPLES || !learn_form(b, lines) ||
	    !choose_splits(b, lines)) {
		b->n = 0;
		return 0;
	}
	if (spill_open(&b->spill, dir, p.block, e))
		return -1;
	set_cells(b);
	make_room(b, p.block);
	b->taking = true;
	return 0;
}

/* Does the text, as long as the part or longer, begin with it? */
static inline bool
part_is(const struct bucket_part *part, const char *p)
{
	uint64_t differ = 0;

	for (size_t i = 0; i < BUCKETS_WIDE / EIGHT; i++)
		differ |= (eight_load(p + EIGHT * i) ^ part->word[i]) &
		    part->mask[i];
	return differ == 0 && (part->len <= BUCKETS_WIDE ||
	    !memcmp(p + BUCKETS_WIDE, part->bytes + BUCKETS_WIDE,
	        part->len - BUCKETS_WIDE));
}

/* Is the line like those that were learned from? BUCKETS_WIDE bytes behind
 * it can be read. */
static inline bool
fits(const struct buckets *b, struct span line, uint64_t *key)
{
	size_t front = b->front.len, tail = b->tail.len;
	window_words words, strange;

	if (line.len < front + tail ||
	    line.len - front - tail > BUCKETS_MIDDLE_MAX ||
	    !part_is(&b->front, line.p) ||
	    !part_is(&b->tail, line.p + line.len - tail))
		return false;
	words = window_look(line.p + front, line.len - front);
	strange = (words ^ b->like) & ~b->known;
	*key = window_key(&b->window, words);
	return (strange[0] | strange[1]) == 0;
}

/* The bucket of a key. Where it is cannot be foreseen, so the search has no
 * branch on it. */
static inline uint16_t
bucket_of(const struct buckets *b, uint64_t key)
{
	const uint64_t *first = b->splits + b->cells[key >>
	    (64 - BUCKETS_DIGIT)];

	for (size_t half = b->half; half; half /= 2)
		first += half & -(size_t)(first[half - 1] < key);
	return (uint16_t)(first - b->splits);
}

/* Bytes of memory that it takes to sort bucket i. */
static size_t
size_of(const struct buckets *b, size_t i)
{
	size_t each = b->front.len + b->tail.len + 2 * sizeof(struct item);

	return 2 * (size_t)b->runs[i].packed +
	    (size_t)b->ends[i].lines * each;
}

/* The buffer of bucket i is full. */
static int
write_block(struct buckets *b, size_t i, struct err *e)
{
	struct bucket_end *to = &b->ends[i];
	size_t rest = (size_t)(to->at - to->full);
	char *buf = to->full - b->spill.block;

	if (spill_block(&b->spill, &b->runs[i], buf, b->spill.block, e))
		return -1;
	memcpy(buf, to->full, rest);
	to->at = buf + rest;
	b->runs[i].packed += b->spill.block;
	if (size_of(b, i) > b->memory / 2)
		b->taking = false;
	return 0;
}

/* Puts a line that fits into bucket i. */
static inline int
put(struct buckets *b, size_t i, struct span line, struct err *e)
{
	struct bucket_end *to = &b->ends[i];
	size_t n = line.len - b->front.len - b->tail.len;
	const char *middle = line.p + b->front.len;
	char *p = to->at;

	*p = (char)n;
	memcpy(p + 1, middle, BUCKETS_WIDE);
	if (n > BUCKETS_WIDE)
		memcpy(p + 1, middle, n);
	to->at = p + 1 + n;
	to->lines++;
	return to->at >= to->full ? write_block(b, i, e) : 0;
}

/* Finds the buckets of the lines of the lot, up to the first that does not
 * fit or is too close to the end of the lot to be looked at. */
static size_t
find(const struct buckets *b, const struct lot *lot, uint16_t *bucket)
{
	const char *p = lot->p, *end = p + lot->bytes - 1;
	size_t n;

	for (n = 0; n < lot->n; n++) {
		struct span line = { p, lot->len[n] };
		uint64_t key;

		if ((size_t)(end - p) < line.len + BUCKETS_WIDE ||
		    !fits(b, line, &key))
			break;
		bucket[n] = bucket_of(b, key);
		p += line.len + 1;
	}
	return n;
}

/* Takes a line alone; false where it does not fit. */
static int
take_one(struct buckets *b, struct span line, bool *taken, struct err *e)
{
	char padded[LINE + BUCKETS_WIDE];
	uint64_t key;

	*taken = false;
	if (line.len > LINE)
		return 0;
	memset(padded + line.len, 0, BUCKETS_WIDE);
	if (line.len)
		memcpy(padded, line.p, line.len);
	line.p = padded;
	*taken = fits(b, line, &key);
	return *taken ? put(b, bucket_of(b, key), line, e) : 0;
}

int
buckets_take(struct buckets *b, const struct lot *lot, size_t *n,
    struct err *e)
{
	uint16_t bucket[LOT_MAX];
	size_t found = find(b, lot, bucket), i;
	const char *p = lot->p;
	bool taken = true;

	for (i = 0; i < found; p += lot->len[i++] + 1)
		if (put(b, bucket[i], (struct span){ p, lot->len[i] }, e))
			return -1;
	for (; i < lot->n && taken; p += lot->len[i] + 1, i += taken)
		if (take_one(b, (struct span){ p, lot->len[i] }, &taken, e))
			return -1;
	*n = i;
	return 0;
}

int
buckets_take_batch(struct buckets *b, const struct batch *lines,
    struct err *e)
{
	uint64_t key;

	for (size_t i = 0; i < lines->n; i++) {
		struct span line = batch_line(lines, i);

		if (!fits(b, line, &key))
			return err_set(e, ST_BROKEN,
			    "a line is not like itself");
		if (put(b, bucket_of(b, key), line, e))
			return -1;
	}
	return 0;
}

/* What stays in the buffers is written, too. */
int
buckets_end(struct buckets *b, struct err *e)
{
	b->taking = false;
	for (size_t i = 0; i < b->n && b->room; i++) {
		char *buf = b->ends[i].full - b->spill.block;
		size_t rest = (size_t)(b->ends[i].at - buf);

		if (rest &&
		    spill_block(&b->spill, &b->runs[i], buf, rest, e))
			return -1;
		b->runs[i].packed += rest;
	}
	if (b->room)
		mem_unmap(b->room, b->room_size);
	b->room = NULL;
	return 0;
}

void
buckets_free(struct buckets *b)
{
	if (b->room)
		mem_unmap(b->room, b->room_size);
	for (size_t i = 0; i < b->n && b->runs; i++)
		free(b->runs[i].blocks);
	free(b->runs);
	free(b->packed);
	spill_close(&b->spill);
	batch_free(&b->batch);
	buckets_init(b);
}
