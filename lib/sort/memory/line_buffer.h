/*
 * line_buffer: lines held in memory and put in order there.
 *
 * One stretch of memory of a fixed size holds the bytes of the lines, from
 * its end downwards, and 32 bytes for each line, from its beginning upwards.
 * Lines that came in a lot keep the LF between them.
 * What was never filled takes no memory from the machine.
 */
#ifndef LINE_BUFFER_H
#define LINE_BUFFER_H

#include "base/line_batch.h"
#include "sort/memory/key_learner.h"

struct batch {
	char *base;         /* owned */
	size_t cap;         /* bytes */
	size_t spare;       /* of these, bytes that are not to be used */
	size_t low;         /* offset of the lowest byte of a line */
	size_t n;           /* lines */
	uint64_t bytes;     /* of the lines, each counted with an LF */
	size_t longest;     /* bytes of the longest line, without LF */
	size_t learned;     /* lines looked at for what follows */
	struct prekey keys; /* .same: first bytes all lines share */
	const struct window *window; /* borrowed: for keys, instead of those;
	                     * or NULL */
	unsigned same;      /* first bits of all keys made with it that are
	                     * the same */
	bool rising, falling; /* each line not below, not above the one
	                       * before it */
	size_t next;        /* the line batch_next hands out */
};

/* cap: bytes, below ITEM_OFFSET_MAX. */
void batch_init(struct batch *, size_t cap);

/*
 * For an empty batch: all lines that will be added, until it is cleared, are
 * known to differ only in the bits of this window up to its end, and their
 * keys to begin with the same bits, so many. The window is borrowed.
 */
void batch_expect(struct batch *, const struct window *, unsigned same);

/* Adds a copy of the line. False, and nothing done, where it has no room. */
bool batch_add(struct batch *, struct span line);

/* Adds copies of the lines of a lot, and returns how many had room. */
size_t batch_add_lot(struct batch *, const struct lot *);

/*
 * Room for the lines of a lot, which the caller copies there, LFs between
 * them, before batch_lot_here. NULL where there is none, or a line is long.
 */
char *batch_lot_room(struct batch *, const struct lot *);
void batch_lot_here(struct batch *, const struct lot *);

/* Makes an empty batch large enough for one line of len bytes. */
void batch_fit(struct batch *, size_t len);

/* Bytes that its lines take, without what sorting them will. */
static inline size_t
batch_taken(const struct batch *b)
{
	return b->cap - b->low + b->n * sizeof(struct item);
}

/*
 * The batch is to take no more than cap bytes of memory from now on. False,
 * and nothing done, where the lines in it take more.
 */
bool batch_limit(struct batch *, size_t cap);

/* Brings what is known of all lines up to date; batch_sort does it too. */
void batch_learn(struct batch *);

/* Line i as it came, until the batch is sorted. */
static inline struct span
batch_line(const struct batch *b, size_t i)
{
	return item_line(b->base, ((struct item *)(void *)b->base)[i]);
}

/* Puts the lines in order; threads as for radix_sort. */
void batch_sort(struct batch *, unsigned threads);

/* The next lines, up to max: how many; 0 behind the last one. They live until
 * the batch is cleared, and ITEM_SLACK bytes behind each can be read. */
size_t batch_next(struct batch *, struct span *lines, size_t max);

/* Forgets the lines, keeps the memory. */
void batch_clear(struct batch *);

void batch_free(struct batch *);

#endif
