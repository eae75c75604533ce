/*
 * book_words: values of a book as words of a command in a flow.
 */
#ifndef BOOK_WORDS_H
#define BOOK_WORDS_H

#include "base/buf.h"

/* Adds words as they stand; each {file} becomes this path, which has no blanks
 * and quotes. */
void book_words_of_file(struct buf *, const char *words, const char *file);

/* Adds words as they stand, but that of {date:FORMAT}, which recon-fetch(1)
 * knows, the brace is doubled, so that it comes to the program. */
void book_words_of_fetch(struct buf *, const char *words);

#endif
