/*
 * decode: any encoding becomes UTF-8.
 *
 * It lies as a layer over an input: what is read from the input afterwards
 * is UTF-8, without byte order mark. Bytes that do not decode are never
 * dropped in silence: either they end the reading with an error, or they are
 * noted with their place, so that the reader can refuse the row they are in.
 *
 * UTF-8 itself is passed through and only checked. "UTF-16" follows the byte
 * order mark or, without one, the zero bytes of the first two. "auto" takes
 * UTF-16 by its mark; else by the first 64 KiB from the first byte beyond ASCII
 * on, UTF-8 where they are that, but for fewer bytes than there are good
 * characters, GB18030 where they are clearly Chinese (encoding_guess.h);
 * anything else is bad data, and the encoding has to be said.
 */
#ifndef DECODE_H
#define DECODE_H

#include "io/input.h"
#include "io/encoding/decode_errors.h"

struct decode;

/*
 * Lays the decoding over in, nothing of which has been read by its user.
 * With note the bad places are in decode_misfits, and the text has the bytes
 * as they were (UTF-8) or U+FFFD for each (other encodings); else the first
 * is an error. The decoder belongs to the input and goes with it. NULL with
 * the error told, for an encoding nobody knows among others.
 */
struct decode *decode_cover(
    struct input *in, const char *encoding, bool note, struct err *);

/* The places that did not decode so far; belongs to the decoder. */
struct decode_errors *decode_misfits(struct decode *);

/* The encoding in use, as named or as found out; NULL before it is known. */
const char *decode_encoding(const struct decode *);

#endif
