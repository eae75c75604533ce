/*
 * visible: text made fit for the eyes of people, and for a terminal.
 *
 * What a terminal obeys or what changes how other text looks becomes \xHH,
 * byte for byte: control characters (below U+0020, DEL, U+0080 to U+009F),
 * marks of direction (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to
 * U+2069), separators of lines (U+2028, U+2029), and bytes that are no UTF-8.
 * Letters of whatever script stay what they are; so does a backslash, so that text
 * that was made visible is not changed when that is done again.
 */
#ifndef VISIBLE_H
#define VISIBLE_H

#include "base/span.h"

/* The bytes of the character at the beginning of s, which is not empty; 1
 * where there is none. *shown: it may be printed as it is. */
size_t visible_next(struct span s, bool *shown);

/* True if all of it may be printed as it is. */
bool visible_is(struct span);

/* Writes the bytes of s as \xHH, four bytes for each, to `to`. */
void visible_escape(char *to, struct span s);

#endif
