/*
 * orders_words: a line of a file of orders, orders.h, taken apart, and one of its
 * answer made.
 */
#ifndef ORDERS_WORDS_H
#define ORDERS_WORDS_H

#include "base/buf.h"
#include "text/words.h"

/* Adds the words of a line. False where a word is none. */
bool orders_words(struct words *, struct span line);

/* Adds a line of an answer; text: without a line end. */
void orders_answer_add(struct buf *, enum status, struct span text);

#endif
