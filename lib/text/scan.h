/*
 * scan: where in a text the bytes are that mean something: delimiter, quote,
 * control bytes (line ends among them), backslash, 0x7f.
 *
 * Everything else of a row is copied without being looked at, which is what
 * makes reading fast: 64 bytes are compared at a time (base/simd.h), a bit is
 * kept of each, and only those that are set are walked over.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdint.h>

#include "base/span.h"

enum {
	SCAN_BLOCK = 64, /* bytes, each a bit of a word */
	SCAN_BLOCKS = 256,
	SCAN_MAX = SCAN_BLOCK * SCAN_BLOCKS, /* bytes scanned at once, at
	                                      * most */
};

struct scan_set {
	unsigned char delimiter;
	unsigned char quote; /* the delimiter again where there is none */
};

/*
 * Writes a word for each block of s, the last of which may be shorter, to at
 * (room for SCAN_BLOCKS): bit j is set where byte j of the block is such a
 * byte. Returns how many blocks there are. s.len is at most SCAN_MAX.
 */
size_t scan_blocks(struct span s, const struct scan_set *, uint64_t *at);

/* The same without any feature of the machine: the reference. */
size_t scan_blocks_portable(
    struct span s, const struct scan_set *, uint64_t *at);

/*
 * The same as a list: writes the offset of each such byte, ascending, to at
 * (room for SCAN_MAX) and returns how many there are.
 */
size_t scan_index(struct span s, const struct scan_set *, uint16_t *at);

/* True if no byte is above 0x7f. */
bool scan_is_ascii(struct span);

/* True for the bytes that tables escape: below 0x20, 0x7f, backslash. */
static inline bool
scan_is_odd(char c)
{
	unsigned char u = (unsigned char)c;

	return u < 0x20 || u == 0x7f || u == '\\';
}

/* True for the bytes that the scan finds. */
static inline bool
scan_finds(const struct scan_set *set, char c)
{
	return scan_is_odd(c) || (unsigned char)c == set->delimiter ||
	    (unsigned char)c == set->quote;
}

#endif
