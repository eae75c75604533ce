/*
 * guess_encoding: a guess at the encoding of text, for recon-clean --explain.
 *
 * UTF-16 by its mark or the zero byte of its first character; UTF-8 where
 * all bytes are that; else what encoding_guess.h says.
 */
#ifndef GUESS_ENCODING_H
#define GUESS_ENCODING_H

#include "base/buf.h"

/*
 * Adds raw in UTF-8, without byte order mark, to text and returns the name
 * that recon-clean --encoding takes. *doubt is NULL or a sentence about what
 * is not sure.
 */
const char *guess_encoding_of(
    struct span raw, struct buf *text, const char **doubt);

#endif
