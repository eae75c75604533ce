/*
 * pieces: an input whose bytes arrive in pieces of random size, without a
 * process or a file.
 */
#ifndef PIECES_H
#define PIECES_H

#include <stdlib.h>

#include "io/input.h"
#include "scratch.h"

struct pieces {
	struct input_layer layer;
	struct span rest;
	uint64_t seed;
	size_t most; /* bytes of a piece */
};

static inline int64_t
pieces_read(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct pieces *s = (struct pieces *)l;
	size_t n = 1 + scratch_random(&s->seed) % s->most;

	(void)in;
	(void)e;
	if (n > cap)
		n = cap;
	if (n > s->rest.len)
		n = s->rest.len;
	if (n)
		memcpy(p, s->rest.p, n);
	s->rest.p += n;
	s->rest.len -= n;
	return (int64_t)n;
}

static inline void
pieces_close(struct input_layer *l)
{
	free(l);
}

/* text is borrowed. */
static inline void
pieces_open(struct input *in, struct span text, size_t most, uint64_t seed)
{
	struct pieces *s = malloc(sizeof *s);

	*s = (struct pieces){ .layer.read = pieces_read,
		.layer.close = pieces_close,
		.rest = text,
		.seed = seed | 1,
		.most = most };
	*in = (struct input){ .fd = -1, .name = "pieces", .size = -1 };
	input_cover(in, &s->layer);
}

#endif
