/*
 * book_flow: the flow of a book, recon-flow(5).
 */
#ifndef BOOK_FLOW_H
#define BOOK_FLOW_H

#include "flow/book/book.h"

/*
 * Adds the flow of one day, of one channel where the book has some; with
 * channels the flow over all of them. Told, by line of the book, is what is
 * wrong with it as a flow; -1 where that is something, or where there are no
 * channels. The book is one of which nothing was told.
 */
int book_flow(
    const struct sections *, bool channels, struct buf *, struct told *);

#endif
