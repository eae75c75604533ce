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
 * UTF-16 by its mark, else UTF-8 where the first 64 KiB from the first byte
 * beyond ASCII on are that, else GB18030 where they are.
 */
#ifndef DECODE_H
#define DECODE_H

#include "input.h"

struct decode_bad {
	uint64_t at;     /* offset in the UTF-8 text */
	uint64_t offset; /* offset in the input, after unpacking */
	char bytes[4];   /* the first bytes there */
	size_t n;        /* of them */
	bool cut;        /* the input ends inside a character */
};

struct decode;

/*
 * Lays the decoding over in, nothing of which has been read by its user.
 * With note the bad places are handed out by decode_next_bad, and the text
 * has the bytes as they were (UTF-8) or U+FFFD for each (other encodings);
 * else the first is an error. The decode belongs to the input and goes with
 * it. NULL with the error told, for an encoding nobody knows among others.
 */
struct decode *decode_cover(struct input *in, const char *encoding,
    bool note, struct err *);

/* True, and *bad filled, for the first bad place before offset end of the
 * text that was not handed out yet. */
bool decode_next_bad(struct decode *, uint64_t end, struct decode_bad *bad);

/* Is there a bad place before offset end, not handed out yet? */
bool decode_is_bad(const struct decode *, uint64_t end);

/* "the byte 81 at offset 17 is not GB18030". Always -1. */
int decode_why(const struct decode *, const struct decode_bad *,
    struct err *);

/* The encoding in use, as named or as found out; NULL before it is known. */
const char *decode_encoding(const struct decode *);

#endif
