/*
 * key_text: the KEY of a record from the parts it is made of, recon-record(5).
 *
 * Parts are joined by "|"; a "|" inside a part becomes \x7c, whatever has to
 * be escaped in a field is, in one way only, and a first byte below "$"
 * becomes \xHH. Different lists of parts are different keys. A part without
 * a value is empty, or "-".
 */
#ifndef KEY_TEXT_H
#define KEY_TEXT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/* The most bytes a part of len bytes can take, what joins it included. */
#define KEY_ROOM(len) (4 * (len) + 4)

/*
 * Writes the key of n parts (escaped as in a table) to to, which has KEY_ROOM
 * for each; *len is its length. scratch is used where a part has escapes.
 * -1 with the reason alone: no part has a value, one has none and
 * empty_parts is false, or a part is no field of a stream; *bad is then the
 * part, n for all of several.
 */
int key_write(const struct span *parts, size_t n, bool empty_parts,
    struct buf *scratch, char *to, size_t *len, size_t *bad, struct err *);

/*
 * True for a number as spreadsheets write one that is too long for them,
 * 2.02211E+23: digits, one of them before the mark, E or e and a plus. Its last
 * digits are lost, so that different keys may have become the same.
 */
bool key_is_rounded(struct span part);

/* A quick test before key_is_rounded: false for nearly all parts that are not
 * rounded. */
static inline bool
key_may_be_rounded(struct span part)
{
	return part.len >= 4 && (unsigned)(part.p[0] - '0') <= 9 &&
	    (unsigned)(part.p[1] - '0') > 9;
}

#endif
