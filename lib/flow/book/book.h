/*
 * book: the file of one reconciliation, recon-book(5), as it was written.
 */
#ifndef BOOK_H
#define BOOK_H

#include "flow/book/book_keys.h"

/*
 * Reads the file; whatever is wrong in it is told, by line. -1, ST_FAIL, where
 * it cannot be read, or where others can write it. sections_free releases it in
 * any case.
 */
int book_read(struct sections *, const char *path, struct told *, struct err *);

/* The same of the text that is in that file. */
void book_read_text(
    struct sections *, const char *path, struct span text, struct told *);

/* What is reconciled: name = of [book], else the name of the file, without the
 * last "." and what stands behind it. Borrowed from the book. */
const char *book_name(const struct sections *);

#endif
