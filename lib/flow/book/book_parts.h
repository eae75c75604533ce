/*
 * book_parts: the stages of the flow of a book.
 */
#ifndef BOOK_PARTS_H
#define BOOK_PARTS_H

#include "flow/book/book_steps.h"

void book_write_data(struct book_writing *);
void book_write_matching(struct book_writing *);
void book_write_differences(struct book_writing *);
void book_write_results(struct book_writing *);

#endif
