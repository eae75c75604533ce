/*
 * cut_systems: the systems of a book, in order along the data.
 */
#ifndef CUT_SYSTEMS_H
#define CUT_SYSTEMS_H

#include "cut/book/cut_book.h"

/* Reads them; names that nobody has, circles of the data, and how many of them
 * validate where that is not one, are told. */
void cut_systems_read(struct cut_book *, struct told *);

#endif
