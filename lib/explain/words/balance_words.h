/*
 * balance_words: words with which a bill names a balance among its rows, as
 * "Opening balance" or "Brought forward": such a row is no payment.
 */
#ifndef BALANCE_WORDS_H
#define BALANCE_WORDS_H

#include <stdbool.h>

#include "base/span.h"

/* Does the cell begin with such words, in any case? A word that also stands
 * for something else, as a transfer, must be all of it. */
bool balance_words_begin(struct span cell);

#endif
