/*
 * hits: the bytes of a text that mean something, one after the other, found
 * a stretch at a time.
 *
 * The text is the caller's buffer, which may grow at its end; when it moves,
 * everything is found anew. Offsets are counted from its beginning.
 */
#ifndef HITS_H
#define HITS_H

#include "scan.h"

struct hits {
	struct scan_set set;
	size_t window;  /* offset that at counts from */
	size_t scanned; /* offset up to which at knows */
	size_t n, i;    /* hits in at; the next to be handed out */
	uint16_t *at;   /* owned, SCAN_MAX */
};

void hits_open(struct hits *, struct scan_set);

/* Begins anew at that offset. */
static inline void
hits_from(struct hits *h, size_t offset)
{
	h->window = h->scanned = offset;
	h->n = h->i = 0;
}

/* Hands out the hits from that offset on again. */
void hits_back(struct hits *, size_t offset);

/* Looks at the next stretch of text; false at its end. */
bool hits_more(struct hits *, struct span text);

/* The next hit at or behind from, NULL if there is none yet. */
static inline const char *
hits_next(struct hits *h, struct span text, const char *from)
{
	do {
		while (h->i < h->n) {
			const char *p = text.p + h->window + h->at[h->i++];

			if (p >= from)
				return p;
		}
	} while (hits_more(h, text));
	return NULL;
}

void hits_close(struct hits *);

#endif
