/* Dealing lines to buckets. */
#include "sort/disk/partition.h"

enum {
	/* Bytes of a line that may fit. */
	LINE = PARTITION_FRONT_MAX + PARTITION_MIDDLE_MAX + PARTITION_TAIL_MAX,
};

/* How the text, as long as the edge or longer, differs from its first bytes:
 * no bit is set where it does not. */
static inline key_bits_words
differ(const struct partition_edge *edge, const char *p)
{
	key_bits_words text[2];

	memcpy(text, p, sizeof text);
	return ((text[0] ^ edge->word[0]) & edge->mask[0]) |
	    ((text[1] ^ edge->word[1]) & edge->mask[1]);
}

/* Is the line like those that were learned from? PARTITION_WIDE bytes behind
 * it can be read. */
static inline __attribute__((always_inline)) bool
fits(const struct partition *b, struct span line, key_bits_key_fn make,
    uint64_t *key)
{
	size_t front = b->front.len, tail = b->tail.len;
	key_bits_words words, strange;

	if (line.len < front + tail || line.len - front - tail > b->middle_max)
		return false;
	words = key_bits_look(line.p + front, line.len - front);
	*key = make(&b->form.window, words);
	strange = ((words ^ b->like) & ~b->known) | differ(&b->front, line.p) |
	    differ(&b->tail, line.p + line.len - tail);
	return (strange[0] | strange[1]) == 0 &&
	    (front <= PARTITION_WIDE ||
		!memcmp(line.p + PARTITION_WIDE,
		    b->front.bytes + PARTITION_WIDE, front - PARTITION_WIDE));
}

/* The bucket of a key. Where it is cannot be foreseen, so the search has no
 * branch on it. */
static inline uint16_t
bucket_of(const struct partition *b, uint64_t key)
{
	const uint64_t *first =
	    b->splits + b->cells[key >> (64 - PARTITION_DIGIT)];

	for (size_t half = b->half; half; half /= 2)
		first += half & -(size_t)(first[half - 1] < key);
	return (uint16_t)(first - b->splits);
}

size_t
partition_size_of(const struct partition *b, size_t i)
{
	size_t lines = (size_t)b->ends[i].lines;
	size_t each = 2 * sizeof(struct line_ref);

	if (b->brief)
		return lines * each + PARTITION_WIDE;
	each += b->front.len + b->tail.len;
	return 2 * (size_t)b->runs[i].packed + lines * each;
}

/* Is it a quarter of all buckets? At first that says nothing. */
static bool
is_too_much(const struct partition *b, size_t i)
{
	return b->runs[i].n > 8 && b->runs[i].n > b->blocks / 4;
}

/* The buffer of bucket i is full. */
static int
write_block(struct partition *b, size_t i, struct err *e)
{
	struct partition_end *to = &b->ends[i];
	size_t rest = (size_t)(to->at - to->full);
	char *buf = to->full - b->spill.block;

	if (temp_file_block(&b->spill, &b->runs[i], buf, b->spill.block, e))
		return -1;
	memcpy(buf, to->full, rest);
	to->at = buf + rest;
	b->runs[i].packed += b->spill.block;
	b->blocks++;
	if (partition_size_of(b, i) > b->memory / 2 || is_too_much(b, i))
		b->taking = false;
	return 0;
}

/* A line that fits, and where it belongs. */
struct find {
	size_t bucket;
	uint64_t key;
};

/* Puts it there. */
static inline __attribute__((always_inline)) int
put(struct partition *b, bool brief, struct find f, struct span line,
    struct err *e)
{
	struct partition_end *to = &b->ends[f.bucket];
	size_t n = line.len - b->front.len - b->tail.len;
	const char *middle = line.p + b->front.len;
	char *p = to->at;

	if (brief) {
		brief_pack(&b->form, f.key, middle, n, p);
		to->at = p + b->form.packed;
	} else {
		*p = (char)n;
		memcpy(p + 1, middle, PARTITION_WIDE);
		if (n > PARTITION_WIDE)
			memcpy(p + 1, middle, n);
		to->at = p + 1 + n;
	}
	to->lines++;
	return to->at >= to->full ? write_block(b, f.bucket, e) : 0;
}

/* Finds the buckets of the lines of the batch, up to the first that does not
 * fit or is too close to the end of the batch to be looked at. */
static inline __attribute__((always_inline)) size_t
find_by(const struct partition *b, const struct line_batch *lines,
    key_bits_key_fn make, struct find *found)
{
	const char *p = lines->p, *end = p + lines->bytes - 1;
	size_t n;

	for (n = 0; n < lines->n; n++) {
		struct span line = { p, lines->len[n] };
		uint64_t key;

		if ((size_t)(end - p) < line.len + PARTITION_WIDE ||
		    !fits(b, line, make, &key))
			break;
		found[n] = (struct find){ bucket_of(b, key), key };
		p += line.len + 1;
	}
	return n;
}

KEY_BITS_GATHERS static size_t
find_gathered(const struct partition *b, const struct line_batch *lines,
    struct find *found)
{
	return find_by(b, lines, key_bits_key_gathered, found);
}

static size_t
find(const struct partition *b, const struct line_batch *lines,
    struct find *found)
{
	return b->gathers ? find_gathered(b, lines, found)
			  : find_by(b, lines, key_bits_key, found);
}

/* Puts the first n lines of the batch where they belong. */
static inline __attribute__((always_inline)) int
put_all(struct partition *b, bool brief, const struct line_batch *lines,
    const struct find *found, size_t n, struct err *e)
{
	const char *p = lines->p;

	for (size_t i = 0; i < n; p += lines->len[i++] + 1)
		if (put(b, brief, found[i], (struct span){ p, lines->len[i] },
			e))
			return -1;
	return 0;
}

/* Takes a line alone; false where it does not fit. */
static int
take_one(struct partition *b, struct span line, bool *taken, struct err *e)
{
	char padded[LINE + PARTITION_WIDE];
	struct find f;

	*taken = false;
	if (line.len > LINE)
		return 0;
	memset(padded + line.len, 0, PARTITION_WIDE);
	if (line.len)
		memcpy(padded, line.p, line.len);
	line.p = padded;
	*taken = fits(b, line, key_bits_key, &f.key);
	if (!*taken)
		return 0;
	f.bucket = bucket_of(b, f.key);
	return put(b, b->brief, f, line, e);
}

int
partition_take(struct partition *b, const struct line_batch *lines, size_t *n,
    struct err *e)
{
	struct find found[LINE_BATCH_MAX];
	size_t i = find(b, lines, found);
	const char *p = lines->p;
	bool taken = true;

	if (b->brief ? put_all(b, true, lines, found, i, e)
		     : put_all(b, false, lines, found, i, e))
		return -1;
	for (size_t k = 0; k < i; k++)
		p += lines->len[k] + 1;
	for (; i < lines->n && taken; p += lines->len[i] + 1, i += taken)
		if (take_one(b, (struct span){ p, lines->len[i] }, &taken, e))
			return -1;
	*n = i;
	return 0;
}

int
partition_take_batch(
    struct partition *b, const struct line_buffer *lines, struct err *e)
{
	struct find f;

	for (size_t i = 0; i < lines->n; i++) {
		struct span line = line_buffer_line(lines, i);

		if (!fits(b, line, key_bits_key, &f.key))
			return err_set(
			    e, ST_BROKEN, "a line is not like itself");
		f.bucket = bucket_of(b, f.key);
		if (put(b, b->brief, f, line, e))
			return -1;
	}
	return 0;
}
