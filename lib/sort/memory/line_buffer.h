/*
 * line_buffer: lines held in memory and put in order there.
 *
 * One stretch of memory of a fixed size holds the bytes of the lines, from
 * its end downwards, and 32 bytes for each line, from its beginning upwards.
 * Lines that came in a batch keep the LF between them.
 * What was never filled takes no memory from the machine.
 */
#ifndef LINE_BUFFER_H
#define LINE_BUFFER_H

#include "base/line_batch.h"
#include "sort/memory/key_learner.h"

struct line_buffer {
	char *base;              /* owned */
	size_t cap;              /* bytes */
	size_t spare;            /* of these, bytes that are not to be used */
	size_t low;              /* offset of the lowest byte of a line */
	size_t n;                /* lines */
	uint64_t bytes;          /* of the lines, each counted with an LF */
	size_t longest;          /* bytes of the longest line, without LF */
	size_t learned;          /* lines looked at for what follows */
	struct key_learner keys; /* .same: first bytes all lines share */
	const struct key_bits *window; /* borrowed: for keys, instead of those;
	                     * or NULL */
	unsigned same;        /* first bits of all keys made with it that are
	                     * the same */
	bool rising, falling; /* each line not below, not above the one
	                       * before it */
	size_t next;          /* the line line_buffer_next hands out */
};

/* cap: bytes, below LINE_REF_OFFSET_MAX. */
void line_buffer_init(struct line_buffer *, size_t cap);

/*
 * For an empty batch: all lines that will be added, until it is cleared, are
 * known to differ only in the bits of this window up to its end, and their
 * keys to begin with the same bits, so many. The window is borrowed.
 */
void line_buffer_expect(
    struct line_buffer *, const struct key_bits *, unsigned same);

/* Adds a copy of the line. False, and nothing done, where it has no room. */
bool line_buffer_add(struct line_buffer *, struct span line);

/* Adds copies of the lines of a batch, and returns how many had room. */
size_t line_buffer_add_batch(struct line_buffer *, const struct line_batch *);

/*
 * Room for the lines of a batch, which the caller copies there, LFs between
 * them, before line_buffer_batch_here. NULL where there is none, or a line is long.
 */
char *line_buffer_batch_room(struct line_buffer *, const struct line_batch *);
void line_buffer_batch_here(struct line_buffer *, const struct line_batch *);

/* Makes an empty batch large enough for one line of len bytes. */
void line_buffer_fit(struct line_buffer *, size_t len);

/* Bytes that its lines take, without what sorting them will. */
static inline size_t
line_buffer_taken(const struct line_buffer *b)
{
	return b->cap - b->low + b->n * sizeof(struct line_ref);
}

/*
 * The batch is to take no more than cap bytes of memory from now on. False,
 * and nothing done, where the lines in it take more.
 */
bool line_buffer_limit(struct line_buffer *, size_t cap);

/* Brings what is known of all lines up to date; line_buffer_sort does it too. */
void line_buffer_learn(struct line_buffer *);

/* Line i as it came, until the batch is sorted. */
static inline struct span
line_buffer_line(const struct line_buffer *b, size_t i)
{
	return line_ref_line(b->base, ((struct line_ref *)(void *)b->base)[i]);
}

/* Puts the lines in order; threads as for radix_sort. */
void line_buffer_sort(struct line_buffer *, unsigned threads);

/* The next lines, up to max: how many; 0 behind the last one. They live until
 * the batch is cleared, and LINE_REF_SLACK bytes behind each can be read. */
size_t line_buffer_next(struct line_buffer *, struct span *lines, size_t max);

/* Forgets the lines, keeps the memory. */
void line_buffer_clear(struct line_buffer *);

void line_buffer_free(struct line_buffer *);

#endif
