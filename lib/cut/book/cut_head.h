/*
 * cut_head: [cut] of a book: when a date ends, and which dates there are.
 */
#ifndef CUT_HEAD_H
#define CUT_HEAD_H

#include "cut/book/cut_book.h"

/* Reads it; what it lacks and what does not go together is told. */
void cut_head_read(struct cut_book *, struct told *);

#endif
