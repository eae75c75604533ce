/*
 * scan: where in a text the bytes are that mean something: delimiter, quote,
 * control bytes (line ends among them), backslash, 0x7f.
 *
 * Everything else of a row is copied without being looked at, which is what
 * makes reading fast: 64 bytes are compared at a time and only the hits are
 * walked over. Works on any machine; on those that always have SSE2 (amd64)
 * it uses that. Both roads give the same answer.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdint.h>

#include "span.h"

enum { SCAN_MAX = 1 << 14 }; /* bytes scanned at once, at most */

struct scan_set {
	unsigned char delimiter;
	unsigned char quote; /* the delimiter again where there is none */
};

/*
 * Writes the offset of each such byte of s, ascending, to at (room for
 * SCAN_MAX) and returns how many there are. s.len is at most SCAN_MAX.
 */
size_t scan_index(struct span s, const struct scan_set *, uint16_t *at);

/* The same without any feature of the machine: the reference. */
size_t scan_index_portable(struct span s, const struct scan_set *,
    uint16_t *at);

/* True for the bytes that tables escape: below 0x20, 0x7f, backslash. */
static inline bool
scan_is_odd(char c)
{
	unsigned char u = (unsigned char)c;

	return u < 0x20 || u == 0x7f || u == '\\';
}

#endif
