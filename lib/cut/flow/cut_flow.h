/*
 * cut_flow: the rounds of a book as a flow, recon-flow(5): a node for each step.
 */
#ifndef CUT_FLOW_H
#define CUT_FLOW_H

#include "cut/book/cut_book.h"

/*
 * Adds the flow of a round, which turns the date of its parameter, and the
 * schedule of it. It stands in the directory of the book. store is the
 * --store of each step, NULL for none; rehearse says --rehearse with it. The
 * book is one of which nothing was told.
 */
void cut_flow(
    const struct cut_book *, const char *store, bool rehearse, struct buf *);

#endif
