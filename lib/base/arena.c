#include "base/arena.h"

#include <stdlib.h>

#include "base/mem.h"

enum { BLOCK_CAP = 1 << 16 };

static void
add_block(struct arena *a, size_t len)
{
	size_t cap = len > BLOCK_CAP ? len : BLOCK_CAP;

	a->blocks = mem_grow(a->blocks, &a->cap, a->n + 1, sizeof *a->blocks);
	a->blocks[a->n++] = (struct arena_block){ mem_alloc(cap), cap };
}

char *
arena_room(struct arena *a, size_t len)
{
	char *p;

	while (a->cur < a->n &&
	    (a->used > a->blocks[a->cur].cap ||
		a->blocks[a->cur].cap - a->used < len)) {
		a->cur++;
		a->used = 0;
	}
	if (a->cur == a->n)
		add_block(a, len);
	p = a->blocks[a->cur].p + a->used;
	a->used += len;
	return p;
}

void *
arena_object(struct arena *a, size_t size)
{
	size_t align = _Alignof(max_align_t);

	/* malloc aligns a block's beginning; a block that has to be new for
	 * this object holds it from its beginning */
	a->used = (a->used + align - 1) / align * align;
	return arena_room(a, size);
}

struct span
arena_copy(struct arena *a, struct span s)
{
	char *p = arena_room(a, s.len);

	if (s.len)
		memcpy(p, s.p, s.len);
	return (struct span){ p, s.len };
}

const char *
arena_text(struct arena *a, struct span s)
{
	char *p = arena_room(a, s.len + 1);

	if (s.len)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

void
arena_reset(struct arena *a)
{
	a->cur = 0;
	a->used = 0;
}

void
arena_free(struct arena *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->blocks[i].p);
	free(a->blocks);
	*a = (struct arena){ 0 };
}
