/*
 * utf8: is it UTF-8? As RFC 3629 has it: shortest form only, no surrogates,
 * nothing above U+10FFFF.
 */
#ifndef UTF8_H
#define UTF8_H

#include "base/span.h"

enum { UTF8_MAX = 4 }; /* bytes of the longest character */

/*
 * The number of bytes at the beginning of s that are whole characters. When
 * that is less than s.len, *cut says that what follows is the beginning of a
 * character the end of s cut off; else s.p[n] is no UTF-8.
 */
size_t utf8_valid(struct span s, bool *cut);

/* Is all of it UTF-8? Nothing is, too. */
static inline bool
utf8_is(struct span s)
{
	bool cut;

	return s.len == 0 || utf8_valid(s, &cut) == s.len;
}

/* The bytes of the character at the beginning of s, which is valid UTF-8
 * and not empty. */
static inline size_t
utf8_len(const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

#endif
