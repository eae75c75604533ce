/*
 * book_check: what is wrong with a book, as far as it tells itself.
 */
#ifndef BOOK_CHECK_H
#define BOOK_CHECK_H

#include "flow/book/book_keys.h"

/* ST_FAIL where the value is none that the key takes. */
int book_check_value(
    const struct book_key *, const struct book_entry *, struct err *);

/* Tells what sections lack, what does not go together, and names in braces that
 * nobody has. */
void book_check(const struct book *, struct told *);

#endif
