#include "base/visible.h"

/* The bytes of the character that begins with c, which is not ASCII, and the
 * least it may stand for; 0 where none begins so. */
static size_t
length_of(unsigned char c, uint32_t *least)
{
	if (c < 0xe0)
		*least = 0x80;
	else if (c < 0xf0)
		*least = 0x800;
	else
		*least = 0x10000;
	return c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

/* Of those beyond ASCII. */
static bool
is_hidden(uint32_t c)
{
	return c < 0xa0 || c == 0x61c || (c >= 0x200e && c <= 0x200f) ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

size_t
visible_next(struct span s, bool *shown)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t least, c = p[0];
	size_t n;

	*shown = c >= 0x20 && c < 0x7f;
	if (c < 0x80)
		return 1;
	n = length_of(p[0], &least);
	if (n == 0 || n > s.len)
		return 1;
	c &= 0x7fu >> n;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 1;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 1;
	*shown = !is_hidden(c);
	return n;
}

bool
visible_is(struct span s)
{
	bool shown = true;

	while (s.len && shown) {
		size_t n = visible_next(s, &shown);

		s = (struct span){ s.p + n, s.len - n };
	}
	return shown;
}

void
visible_escape(char *to, struct span s)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		*to++ = '\\';
		*to++ = 'x';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15];
	}
}
