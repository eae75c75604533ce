/*
 * show_lanes: what lanes of classes do: what waits, what is under way, how fast it
 * ends.
 */
#ifndef SHOW_LANES_H
#define SHOW_LANES_H

#include "flow/view/show_from.h"

/* As flow_stats has them. */
struct show_lane {
	char *class, *name; /* owned */
	int64_t ready, oldest, tickets, running, minute, hour, hour_ms;
};

/* Cleared with {0}, released with show_lanes_free. */
struct show_lanes {
	struct show_lane *list; /* owned */
	size_t n, cap;
};

/* A figure of flow_stats; what is none of a lane is left alone. */
void show_lanes_take(struct show_lanes *, const char *what, const char *class,
    const char *lane, int64_t n);

/* Adds a table, behind an empty line, or lines of JSON; nothing without lanes. */
void show_lanes_put(struct show_lanes *, const struct show *, struct buf *);

void show_lanes_free(struct show_lanes *);

#endif
