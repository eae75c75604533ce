#include "text/fold.h"

#include "text/utf8.h"

/* The number of a character of two bytes. */
static unsigned
two_bytes(const char *p)
{
	return ((unsigned char)p[0] & 0x1fu) << 6 |
	    ((unsigned char)p[1] & 0x3f);
}

/* Capitals whose small letter is so many places behind them. */
static unsigned
small_of(unsigned c)
{
	if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || /* Latin-1 */
	    (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20; /* Greek, Cyrillic */
	if (c >= 0x400 && c <= 0x40f)
		return c + 0x50;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c + (c & 1); /* Latin Extended-A: capitals are odd, */
	if (c >= 0x100 && c <= 0x177 && c != 0x130 && c != 0x131)
		return c + !(c & 1); /* or even */
	return c;
}

size_t
fold_char(struct span s, char *small)
{
	unsigned char c = (unsigned char)s.p[0];

	if (c < 0xc3 || c > 0xdf || s.len < 2 ||
	    ((unsigned char)s.p[1] & 0xc0) != 0x80) {
		*small = (char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
		return 1;
	}
	unsigned v = small_of(two_bytes(s.p));

	small[0] = (char)(0xc0 | v >> 6);
	small[1] = (char)(0x80 | (v & 0x3f));
	return 2;
}

size_t
fold_begins(struct span s, struct span word)
{
	size_t at = 0;

	if (s.len < word.len)
		return 0;
	while (at < word.len) {
		char small[UTF8_MAX];
		size_t n =
		    fold_char((struct span){ s.p + at, s.len - at }, small);

		if (n > word.len - at || memcmp(small, word.p + at, n))
			return 0;
		at += n;
	}
	return at;
}

bool
fold_is(struct span s, struct span word)
{
	return s.len == word.len && s.len && fold_begins(s, word) == s.len;
}
