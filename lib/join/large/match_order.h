/*
 * match_order: records as lines whose order as bytes is the one in which they are
 * matched: by currency, amount, DATE where days count, and place in the stream.
 */
#ifndef MATCH_ORDER_H
#define MATCH_ORDER_H

#include "base/buf.h"
#include "sort/disk/line_sorter.h"
#include "stream/line/record.h"

/* Adds the line of a record, the rank-th of its stream. */
void match_order_line(
    struct buf *, const struct record *, bool dated, uint64_t rank);

enum { MATCH_ORDER_LINES = 64 };

/* Reads such lines out of a sorter, one by one. */
struct match_order_reader {
	struct line_sorter *from;             /* borrowed */
	struct span lines[MATCH_ORDER_LINES]; /* private, up to at */
	size_t n, at;

	bool has; /* a current line, which lives until the next step: */
	struct span line;
	struct span amount; /* of two with equal ones the currencies and
	                     * amounts are equal */
	int32_t day;        /* of DATE where days count, else 0 */
	uint64_t rank;
	struct record record;
};

/* No more lines come into the sorter: puts them in order and reads the first.
 * -1 as line_sorter_finish. */
int match_order_begin(
    struct match_order_reader *, struct line_sorter *, struct err *);

/* Goes on to the next line, or to where there is none. */
int match_order_step(struct match_order_reader *, struct err *);

#endif
