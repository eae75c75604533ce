/*
 * scan_cursor: the bytes of a text that mean something, one after the other, found
 * a stretch at a time.
 *
 * The text is the caller's buffer, which may grow at its end; when it moves,
 * everything is found anew. Offsets are counted from its beginning.
 */
#ifndef SCAN_CURSOR_H
#define SCAN_CURSOR_H

#include "text/scan.h"

struct scan_cursor {
	struct scan_set set;
	size_t window;    /* offset of the first block */
	size_t scanned;   /* offset up to which the blocks know */
	size_t n, i;      /* blocks; the one that left is of */
	uint64_t left;    /* hits of it that were not handed out */
	uint64_t *blocks; /* owned, SCAN_BLOCKS and one */
};

void scan_cursor_open(struct scan_cursor *, struct scan_set);

/* Begins anew at that offset. */
static inline void
scan_cursor_from(struct scan_cursor *h, size_t offset)
{
	h->window = h->scanned = offset;
	h->n = h->i = 0;
	h->left = 0;
}

/* Hands out the hits from that offset on again. */
void scan_cursor_back(struct scan_cursor *, size_t offset);

/* Looks at the next stretch of text; false at its end. */
bool scan_cursor_more(struct scan_cursor *, struct span text);

/* A place among the hits that are known already, for who goes over many of
 * them at a stretch. */
struct scan_cursor_at {
	const uint64_t *block, *last; /* this one; behind the last */
	uint64_t left;                /* of this one */
	const char *p;                /* where it begins */
};

/* The place of the next hit. text is where the text begins. */
static inline struct scan_cursor_at
scan_cursor_place(const struct scan_cursor *h, const char *text)
{
	return (struct scan_cursor_at){ h->blocks + h->i, h->blocks + h->n,
		h->left, text + h->window + SCAN_BLOCK * h->i };
}

/* The hit at the place, which moves on. False: no more is known, the place
 * is behind the last. */
static inline bool
scan_cursor_step(struct scan_cursor_at *a, const char **hit)
{
	while (a->left == 0) {
		if (++a->block >= a->last)
			return false;
		a->left = *a->block;
		a->p += SCAN_BLOCK;
	}
	*hit = a->p + __builtin_ctzll(a->left);
	a->left &= a->left - 1;
	return true;
}

/* The next hit at or behind from, NULL if there is none yet. */
static inline const char *
scan_cursor_next(struct scan_cursor *h, struct span text, const char *from)
{
	for (;;) {
		while (h->left) {
			const char *p = text.p + h->window + SCAN_BLOCK * h->i +
			    __builtin_ctzll(h->left);

			h->left &= h->left - 1;
			if (p >= from)
				return p;
		}
		if (h->i + 1 < h->n)
			h->left = h->blocks[++h->i];
		else if (!scan_cursor_more(h, text))
			return NULL;
	}
}

void scan_cursor_close(struct scan_cursor *);

#endif
