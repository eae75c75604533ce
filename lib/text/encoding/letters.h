/*
 * letters: do the letters of a text that are not ASCII belong to one of the
 * languages that an encoding of one byte a character is used for?
 */
#ifndef LETTERS_H
#define LETTERS_H

#include "base/span.h"

/*
 * How many of the letters beyond ASCII in s, which is UTF-8, are of the
 * alphabet, a list of small letters; *all gets how many there are, signs within
 * a word (a letter on either side) counted as letters. A capital behind a small
 * letter in one word is of no alphabet, nor is one of Greek or Cyrillic script
 * beside a letter of ASCII.
 */
size_t letters_known(struct span s, const char *alphabet, size_t *all);

#endif
