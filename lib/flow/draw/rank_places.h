/*
 * rank_places: the boxes and the places of lines, in ranks; the work of
 * rank_layout.c.
 */
#ifndef RANK_PLACES_H
#define RANK_PLACES_H

#include "flow/draw/rank_box.h"

struct place {
	int rank;
	int w, h;
	int x;       /* of its middle */
	bool passed; /* by a line: no box */
};

/* Cleared with {0}, released with rank_places_free. */
struct rank_places {
	struct place *of; /* owned: boxes first, as they are numbered, then the
	                   * places of each line from above to below */
	size_t n;
	size_t *line;    /* owned: the first place of each line; one more */
	size_t *up;      /* owned: the places above that lead to each */
	size_t *up_at;   /* owned: where those of a place begin; one more */
	size_t *down;    /* owned: below, likewise */
	size_t *down_at; /* owned */
	size_t *order;   /* owned: places, rank by rank, from left to right */
	size_t *rank_at; /* owned: where a rank begins; one more */
	int ranks;
};

/* Between boxes of a rank. */
enum { RANK_PLACES_GAP = 24 };

/* Gives each box its rank, and lines their places. most is how wide the boxes of a
 * rank may be together: what has no room goes to a lower one; 0: any width. False
 * where they are too many. */
bool rank_places_make(
    struct rank_places *, const struct rank_layout *, int most);

/* Puts each rank in an order that has few crossings. */
void rank_places_order(struct rank_places *);

/* Sets x: in that order, without overlaps, near what they are tied to; the least
 * left edge is 0. Returns the width of all. */
int rank_places_spread(struct rank_places *);

void rank_places_free(struct rank_places *);

#endif
