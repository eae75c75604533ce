/* Handing out buckets, each sorted when its turn comes. */
#include <stdlib.h>

#include "buckets.h"
#include "mem.h"

static int
broken(const struct buckets *b, struct err *e)
{
	return err_set(e, ST_FAIL, "%s: temporary file: not what was written",
	    b->spill.dir);
}

/* Reads the packed lines of a bucket. */
static int
read_packed(struct buckets *b, struct run *r, struct err *e)
{
	size_t left = (size_t)r->packed;
	char *to;

	b->packed = mem_grow(b->packed, &b->packed_cap, left + BUCKETS_WIDE,
	    1);
	to = b->packed;
	for (size_t i = 0; i < r->n; i++) {
		size_t n = left < b->spill.block ? left : b->spill.block;

		if (spill_read(&b->spill, r->blocks[i], to, n, e))
			return -1;
		spill_give_up(&b->spill, r->blocks[i]);
		to += n;
		left -= n;
	}
	free(r->blocks);
	*r = (struct run){ 0 };
	return 0;
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

/* The packed lines become the batch. */
static int
unpack(struct buckets *b, size_t packed, uint64_t lines, struct err *e)
{
	const char *p = b->packed, *end = p + packed;

	batch_clear(&b->batch);
	while (p < end) {
		struct lot lot;
		const char *next = next_lot(b, &lot, p, end);
		char *to = batch_lot_room(&b->batch, &lot);

		if (next > end || !to)
			return broken(b, e);
		make_lines(b, p, &lot, to);
		batch_lot_here(&b->batch, &lot);
		p = next;
	}
	return b->batch.n == lines ? 0 : broken(b, e);
}

/* Bytes of a batch that holds any of the buckets. */
static size_t
batch_size(const struct buckets *b)
{
	size_t each = b->front.len + b->tail.len + 1 + 2 * sizeof(struct item);
	size_t most = 0;

	for (size_t i = 0; i < b->n; i++) {
		size_t n = (size_t)b->runs[i].packed +
		    (size_t)b->ends[i].lines * each;

		most = n > most ? n : most;
	}
	return most + ITEM_SLACK;
}

/* The system may bring the next bucket to memory. */
static void
soon(const struct buckets *b)
{
	const struct run *r = &b->runs[b->at];

	for (size_t i = 0; b->at < b->n && i < r->n; i++)
		spill_soon(&b->spill, r->blocks[i]);
}

static int
load(struct buckets *b, struct err *e)
{
	struct run *r = &b->runs[b->at];
	size_t packed = (size_t)r->packed;
	uint64_t lines = b->ends[b->at++].lines;

	if (!b->batch.base) {
		batch_init(&b->batch, batch_size(b));
		spill_last(&b->spill);
	}
	if (read_packed(b, r, e))
		return -1;
	soon(b);
	if (unpack(b, packed, lines, e))
		return -1;
	batch_sort(&b->batch, 1);
	return 0;
}

int
buckets_next(struct buckets *b, struct span *line, struct err *e)
{
	while (!b->batch.base || !batch_next(&b->batch, line)) {
		if (b->at == b->n)
			return 0;
		if (load(b, e))
			return -1;
	}
	return 1;
}
