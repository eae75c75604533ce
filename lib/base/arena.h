/*
 * arena: copies of lines that stay where they are, released all at once.
 *
 * For the lines of one KEY: they are kept while the group is worked on and
 * their room is used again for the next. Cleared with {0}, released with
 * arena_free.
 */
#ifndef ARENA_H
#define ARENA_H

#include "base/span.h"

struct arena_block {
	char *p;    /* owned */
	size_t cap; /* bytes */
};

struct arena {
	struct arena_block *blocks; /* owned */
	size_t n, cap;              /* blocks */
	size_t cur;                 /* the block that is being filled */
	size_t used;                /* bytes of it */
};

/* Room for len bytes; it stays where it is until arena_reset. */
char *arena_room(struct arena *, size_t len);

/* The same for an object of any type, aligned for it. */
void *arena_object(struct arena *, size_t size);

/* A copy of s, valid until arena_reset. */
struct span arena_copy(struct arena *, struct span s);

/* The same as a string. */
const char *arena_text(struct arena *, struct span s);

/* Forgets every copy and keeps the room. */
void arena_reset(struct arena *);

void arena_free(struct arena *);

#endif
