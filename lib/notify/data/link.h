/*
 * link: an address for each line, made of a text with {NAME} in it: what the
 * line says under that name, line_cells.h, percent-encoded (RFC 3986, 2.1).
 * {book} is the book, {day} the day of the run.
 */
#ifndef LINK_H
#define LINK_H

#include "notify/choose/line_cells.h"

struct link_piece {
	struct span text; /* borrowed: stands as it is */
	size_t cell;      /* what follows it: a place in the cells, or */
	struct span word; /* this word of all lines; */
	bool ends;        /* or nothing */
};

/* Cleared with {0}: no link. Released with link_free. */
struct link {
	struct link_piece *pieces; /* owned */
	size_t n, cap;
};

/* Reads the text, borrowed, whose names are added to the cells. book and day
 * (empty: not known) are borrowed. ST_FAIL for a brace without its other. */
int link_parse(struct link *, const char *text, struct span book,
    struct span day, struct line_cells *, struct err *);

/* Adds the address for the cells that were read last; NULL: of no line, names
 * of lines say nothing. */
void link_put(const struct link *, const struct line_cells *, struct buf *);

/* Adds s with each byte but letters, digits and -._~ as %HH. */
void link_encode(struct buf *, struct span s);

void link_free(struct link *);

#endif
