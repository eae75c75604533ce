/*
 * cut_pairs: what is verified of a book: each way of the data, from one system
 * to another, and what [verify] says of it.
 */
#ifndef CUT_PAIRS_H
#define CUT_PAIRS_H

#include "cut/book/cut_book.h"

/* Makes them, behind the systems; a [verify] of none of them is told. */
void cut_pairs_read(struct cut_book *, struct told *);

#endif
