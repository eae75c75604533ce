/*
 * world_visitor: the world of a command that gives a store on a server its orders
 * itself, where several workers have it: it has these orders, reads files, and
 * keeps the answers. Nothing is begun, sent or removed in it.
 */
#ifndef WORLD_VISITOR_H
#define WORLD_VISITOR_H

#include "flow/world/world.h"

/* All is borrowed, and stays as long as the world. */
struct world_visitor_setup {
	struct span lines; /* orders.h; who gives them is the user */
	void (*say)(void *arg, const char *line);
	void *say_arg;
};

int world_visitor_open(
    struct world **, const struct world_visitor_setup *, struct err *);

/* Adds the answers, as lines of orders.h; false, nothing added, where some are
 * not there yet. */
bool world_visitor_answers(const struct world *, struct buf *);

void world_visitor_close(struct world *);

#endif
