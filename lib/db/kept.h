/*
 * kept: the texts of statements that stay prepared, each at a place of its own.
 * Where all places are taken, the text used longest ago makes way.
 */
#ifndef KEPT_H
#define KEPT_H

#include <stdbool.h>
#include <stdint.h>

enum { KEPT_MAX = 256 };

struct kept_text {
	char *text; /* owned; NULL: it went */
	uint64_t hash;
	uint64_t used; /* when, counted in uses */
};

/* Cleared with {0}, released with kept_free. */
struct kept {
	struct kept_text list[KEPT_MAX];
	unsigned slots[2 * KEPT_MAX]; /* by hash: 1 + place in list */
	unsigned n;                   /* places that are, or were, taken */
	uint64_t uses;
};

/* Its place, and it is used now; or -1. */
int kept_find(struct kept *, const char *text);

/* A place for a text that has none. Where all are taken (kept_is_full) the text
 * that was there has gone. */
unsigned kept_add(struct kept *, const char *text);
bool kept_is_full(const struct kept *);

/* The text of that place goes. */
void kept_drop(struct kept *, unsigned place);

void kept_free(struct kept *);

#endif
