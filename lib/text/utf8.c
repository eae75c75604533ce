#include "text/utf8.h"

#include <stdint.h>

#define HIGHS 0x8080808080808080u

/* How many bytes a character that begins with c has, and the range of its
 * second byte; 0 where no character begins with c. */
static size_t
expect(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (c < 0xc2 || c > 0xf4)
		return 0;
	if (c < 0xe0)
		return 2;
	if (c < 0xf0) {
		if (c == 0xe0)
			*low = 0xa0;
		if (c == 0xed)
			*high = 0x9f;
		return 3;
	}
	if (c == 0xf0)
		*low = 0x90;
	if (c == 0xf4)
		*high = 0x8f;
	return 4;
}

/* The length of the character at p, above 0x7f; 0 if it is none, with *cut
 * where it may only be short of bytes. */
static size_t
character(const unsigned char *p, size_t left, bool *cut)
{
	unsigned char low, high;
	size_t n = expect(p[0], &low, &high);

	for (size_t i = 1; i < n; i++) {
		if (i == left) {
			*cut = true;
			return 0;
		}
		if (p[i] < low || p[i] > high)
			return 0;
		low = 0x80;
		high = 0xbf;
	}
	return n;
}

static inline uint64_t
load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
	return w;
}

static size_t
skip_ascii(const char *p, size_t i, size_t n)
{
	for (; i + 64 <= n; i += 64) {
		const char *q = p + i;

		if ((load(q) | load(q + 8) | load(q + 16) | load(q + 24) |
			load(q + 32) | load(q + 40) | load(q + 48) |
			load(q + 56)) &
		    HIGHS)
			break;
	}
	for (; i + 16 <= n; i += 16)
		if ((load(p + i) | load(p + i + 8)) & HIGHS)
			break;
	while (i < n && !(p[i] & 0x80))
		i++;
	return i;
}

/* Moves past characters of three bytes, as nearly all Chinese ones are. One
 * test for each whose second byte is not restricted by the first; others end
 * the run. */
static size_t
skip_three(const unsigned char *p, size_t i, size_t n)
{
	while (i + 3 <= n && (p[i] & 0xf0) == 0xe0 && p[i] != 0xe0 &&
	    p[i] != 0xed && ((p[i + 1] ^ 0x80) | (p[i + 2] ^ 0x80)) < 0x40)
		i += 3;
	return i;
}

size_t
utf8_valid(struct span s, bool *cut)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;

	*cut = false;
	for (;;) {
		size_t n;

		i = skip_ascii(s.p, i, s.len);
		i = skip_three(p, i, s.len);
		for (; i < s.len && p[i] & 0x80; i += n) {
			n = character(p + i, s.len - i, cut);
			if (n == 0)
				return i;
		}
		if (i == s.len)
			return i;
	}
}
