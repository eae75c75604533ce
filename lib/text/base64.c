#include "text/base64.h"

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_add(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i += 3) {
		uint32_t three = 0;
		size_t have = s.len - i < 3 ? s.len - i : 3;

		for (size_t j = 0; j < 3; j++)
			three = three << 8 |
			    (j < have ? (unsigned char)s.p[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			buf_byte(b,
			    j <= have ? letters[three >> (18 - 6 * j) & 63]
				      : '=');
	}
}

static int
value_of(char c)
{
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? (int)(at - letters) : -1;
}

bool
base64_read(struct buf *b, struct span s)
{
	size_t was = b->len;
	bool whole = s.len % 4 == 0; /* only then = fills it up */
	uint32_t bits = 0;
	unsigned n = 0; /* bits that are no byte yet */

	for (int i = 0; i < 2 && whole && s.len && s.p[s.len - 1] == '='; i++)
		s.len--;
	for (size_t i = 0; i < s.len; i++) {
		int v = value_of(s.p[i]);

		if (v < 0) {
			b->len = was;
			return false;
		}
		bits = bits << 6 | (uint32_t)v;
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_byte(b, (char)(bits >> n));
		}
	}
	if (s.len % 4 != 1 && (bits & ((1u << n) - 1)) == 0)
		return true;
	b->len = was;
	return false;
}
