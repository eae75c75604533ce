/*
 * guess_encoding: a guess at the encoding of text, for recon-clean --explain.
 *
 * UTF-16 by its mark or the zero byte of its first character; UTF-8 where
 * all bytes are that; GB18030 where they are and most of its characters are
 * of the common set (GB 2312: both bytes above 0xa0); else Windows-1252, in
 * which nearly every byte is something.
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
