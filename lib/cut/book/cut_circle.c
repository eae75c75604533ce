#include "cut/book/cut_circle.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What each comes after. */
struct after {
	size_t n;
	size_t *first; /* owned: of each, its place in list */
	size_t *list;  /* owned */
	bool *placed;  /* owned: it is in order */
	size_t n_placed;
};

static void
collect(struct after *a, size_t n, cut_parents *parents, const void *arg)
{
	size_t *some = mem_zeroed(n + 1, sizeof *some), cap = 0;

	*a = (struct after){ .n = n };
	a->first = mem_zeroed(n + 1, sizeof *a->first);
	a->placed = mem_zeroed(n + 1, sizeof *a->placed);
	for (size_t i = 0; i < n; i++) {
		size_t at = a->first[i], k = parents(arg, i, some);

		a->list = mem_grow(a->list, &cap, at + k, sizeof *a->list);
		if (k)
			memcpy(a->list + at, some, k * sizeof *some);
		a->first[i + 1] = at + k;
	}
	free(some);
}

/* One that i comes after and that has no place; n: none. */
static size_t
waits_for(const struct after *a, size_t i)
{
	for (size_t k = a->first[i]; k < a->first[i + 1]; k++)
		if (!a->placed[a->list[k]])
			return a->list[k];
	return a->n;
}

/* The first that can follow; n: none. */
static size_t
following(const struct after *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (!a->placed[i] && waits_for(a, i) == a->n)
			return i;
	return a->n;
}

static void
place(struct after *a, size_t *order)
{
	size_t i;

	while ((i = following(a)) < a->n) {
		a->placed[i] = true;
		order[a->n_placed++] = i;
	}
}

/* Each that has no place is after another such: n steps from any lead into a
 * circle. */
static size_t
find(const struct after *a, size_t *circle)
{
	size_t at = 0, least, n = 0;

	while (a->placed[at])
		at++;
	for (size_t i = 0; i < a->n; i++)
		at = waits_for(a, at);
	least = at;
	for (size_t i = waits_for(a, at); i != at; i = waits_for(a, i))
		if (i < least)
			least = i;
	at = least;
	do {
		circle[n++] = at;
		at = waits_for(a, at);
	} while (at != least);
	return n;
}

size_t
cut_circle(size_t n, cut_parents *parents, const void *arg, size_t *order,
    size_t *circle)
{
	struct after a;
	size_t in_circle = 0;

	collect(&a, n, parents, arg);
	place(&a, order);
	if (a.n_placed < n)
		in_circle = find(&a, circle);
	free(a.first);
	free(a.list);
	free(a.placed);
	return in_circle;
}
