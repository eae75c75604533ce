/*
 * fold: small letters for capitals, to compare words that people typed.
 *
 * Of the letters of Latin, Greek and Cyrillic script that languages with
 * month names and words for debit and credit need; others stay as they are.
 * No locale matters.
 */
#ifndef FOLD_H
#define FOLD_H

#include "base/span.h"

/*
 * The small form of the character that s, which is not empty, begins with: to
 * small (at least 4 bytes), its length returned. A capital and its small letter
 * are of the same length. Bytes that are no UTF-8 stay.
 */
size_t fold_char(struct span s, char *small);

/* How many bytes of s are the word, which is in small letters, whatever the
 * case in s; 0 if s does not begin with it. */
size_t fold_begins(struct span s, struct span word);

/* Is s the word, whatever the case? */
bool fold_is(struct span s, struct span word);

#endif
