/*
 * rank_box: boxes, lines between them, and where they stand; what rank_layout.h is
 * given and gives. All numbers are pixels.
 */
#ifndef RANK_BOX_H
#define RANK_BOX_H

#include <stdbool.h>
#include <stddef.h>

enum { RANK_LAYOUT_PLACES = 20000 }; /* boxes, and places of lines, at most */

struct rank_box {
	int w, h; /* given */
	int x, y; /* its left upper corner */
};

/* A point that a line passes, from above to below: first it goes to (x, top),
 * then straight down to (x, bottom). */
struct rank_point {
	int x, top, bottom;
};

struct rank_line {
	size_t from, to; /* given: boxes */
	int w, h;        /* given: of what it says, 0: nothing */
	size_t first, n; /* its points, the ends at both boxes among them */
	int x, y;        /* left upper corner of what it says */
};

/* Boxes and lines are the caller's; lines make no circle. Released with
 * rank_layout_free. */
struct rank_layout {
	struct rank_box *boxes;
	size_t n_boxes;
	struct rank_line *lines;
	size_t n_lines;
	struct rank_point *points; /* owned */
	size_t n_points;
	int width, height;
};

#endif
