/* Reading a bucket back and sorting it. */
#include "buckets.h"
#include "mem.h"

enum { MANY = 1 << 16 }; /* lines, of which more are sorted in parts */

static int
broken(const struct buckets *b, struct err *e)
{
	return err_set(e, ST_FAIL, "%s: temporary file: not what was written",
	    b->spill.dir);
}

/* Reads the entries of bucket i. */
static int
read_entries(struct buckets *b, size_t i, struct bucket_bytes *to,
    struct err *e)
{
	const struct run *r = &b->runs[i];
	size_t left = (size_t)r->packed;
	char *p;

	to->read = mem_grow(to->read, &to->read_cap, left + BUCKETS_WIDE, 1);
	p = to->read;
	for (size_t k = 0; k < r->n; k++) {
		size_t n = left < b->spill.block ? left : b->spill.block;

		if (spill_read(&b->spill, r->blocks[k], p, n, e))
			return -1;
		p += n;
		left -= n;
	}
	to->parts[0] = (struct bucket_part){ to->read, (size_t)r->packed,
		b->ends[i].lines };
	return 0;
}

/* Finds the part of bucket i that each entry belongs to, and how large the
 * parts are. */
static int
find_parts(const struct buckets *b, size_t i, struct bucket_bytes *at,
    struct err *e)
{
	const uint64_t *splits = b->fine + i * BUCKETS_PARTS;
	const char *p = at->parts[0].p, *end = p + at->parts[0].len;
	uint64_t lines = at->parts[0].lines, n;

	at->part = mem_grow(at->part, &at->part_cap, lines, 1);
	memset(at->parts, 0, sizeof at->parts);
	for (n = 0; n < lines && p < end; n++) {
		size_t len = (unsigned char)*p++, k = 0;
		uint64_t key = window_key(&b->window, window_look(p, len));

		for (size_t half = BUCKETS_PARTS / 2; half; half /= 2)
			k += half & -(size_t)(splits[k + half - 1] < key);
		at->part[n] = (unsigned char)k;
		at->parts[k].len += 1 + len;
		at->parts[k].lines++;
		p += len;
	}
	return n == lines && p == end ? 0 : broken(b, e);
}

/* Deals the entries to the parts. Room between those, as entries are copied
 * in pieces of a fixed length. */
static void
deal_entries(struct bucket_bytes *at, uint64_t lines)
{
	const char *p = at->read;
	char *to[BUCKETS_PARTS];
	size_t sum = 0;

	for (size_t k = 0; k < BUCKETS_PARTS; k++)
		sum += at->parts[k].len + BUCKETS_WIDE;
	at->dealt = mem_grow(at->dealt, &at->dealt_cap, sum, 1);
	sum = 0;
	for (size_t k = 0; k < BUCKETS_PARTS; k++) {
		at->parts[k].p = to[k] = at->dealt + sum;
		sum += at->parts[k].len + BUCKETS_WIDE;
	}
	for (uint64_t n = 0; n < lines; n++) {
		size_t len = 1 + (size_t)(unsigned char)*p, k = at->part[n];

		memcpy(to[k], p, BUCKETS_WIDE);
		if (len > BUCKETS_WIDE)
			memcpy(to[k], p, len);
		to[k] += len;
		p += len;
	}
}

/* The line of a middle of n bytes, with its LF; as pieces of a fixed length,
 * that may be written over what comes behind it. */
static inline char *
make_wide(const struct buckets *b, const char *middle, size_t n, char *to)
{
	memcpy(to, b->front.bytes, BUCKETS_WIDE);
	memcpy(to + b->front.len, middle, BUCKETS_WIDE);
	to += b->front.len + n;
	memcpy(to, b->tail.bytes, BUCKETS_WIDE);
	return to + b->tail.len + 1;
}

/* The same, with not a byte behind it touched. */
static char *
make_exact(const struct buckets *b, const char *middle, size_t n, char *to,
    bool lf)
{
	memcpy(to, b->front.bytes, b->front.len);
	to += b->front.len;
	memcpy(to, middle, n);
	to += n;
	memcpy(to, b->tail.bytes, b->tail.len + lf);
	return to + b->tail.len + 1;
}

/* Makes the lines of a lot from their entries. */
static void
make_lines(const struct buckets *b, const char *p, const struct lot *lot,
    char *to)
{
	const char *end = to + lot->bytes - 1;
	bool narrow = b->front.len <= BUCKETS_WIDE;

	for (size_t i = 0; i < lot->n; i++) {
		size_t n = (unsigned char)*p++;

		if (n <= BUCKETS_WIDE && narrow &&
		    end - to >= 3 * BUCKETS_WIDE)
			to = make_wide(b, p, n, to);
		else
			to = make_exact(b, p, n, to, i + 1 < lot->n);
		p += n;
	}
}

/* The lengths of the next lines of which there are entries up to end; returns
 * where the next entry begins. */
static const char *
next_lot(const struct buckets *b, struct lot *lot, const char *p,
    const char *end)
{
	size_t more = b->front.len + b->tail.len;

	lot_begin(lot, NULL);
	while (lot->n < LOT_MAX && p < end) {
		size_t n = (unsigned char)*p;

		lot_add(lot, more + n);
		p += 1 + n;
	}
	return p;
}

unsigned
buckets_parts(const struct buckets *b, size_t i)
{
	return b->ends[i].lines > MANY ? BUCKETS_PARTS : 1;
}

/* The system may bring bucket i to memory. */
static void
soon(const struct buckets *b, size_t i)
{
	for (size_t k = 0; i < b->n && k < b->runs[i].n; k++)
		spill_soon(&b->spill, b->runs[i].blocks[k]);
}

int
buckets_load(struct buckets *b, size_t i, struct bucket_bytes *to,
    struct err *e)
{
	if (read_entries(b, i, to, e))
		return -1;
	soon(b, i + 1);
	if (buckets_parts(b, i) == 1)
		return 0;
	if (find_parts(b, i, to, e))
		return -1;
	deal_entries(to, b->ends[i].lines);
	return 0;
}

int
buckets_sort(const struct buckets *b, const struct bucket_part *from,
    struct batch *to, struct err *e)
{
	const char *p = from->p, *end = p + from->len;

	batch_clear(to);
	while (p < end) {
		struct lot lot;
		const char *next = next_lot(b, &lot, p, end);
		char *room = batch_lot_room(to, &lot);

		if (next > end || !room)
			return broken(b, e);
		make_lines(b, p, &lot, room);
		batch_lot_here(to, &lot);
		p = next;
	}
	if (to->n != from->lines)
		return broken(b, e);
	batch_sort(to, 1);
	return 0;
}
