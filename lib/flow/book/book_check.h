/*
 * book_check: what is wrong with a book, as far as it tells itself.
 */
#ifndef BOOK_CHECK_H
#define BOOK_CHECK_H

#include "sections/sections.h"

/* Tells what sections lack, what does not go together, and names in braces that
 * nobody has. */
void book_check(const struct sections *, struct told *);

#endif
