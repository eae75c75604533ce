#include "text/width.h"

#include <utf8proc.h>

#include "base/visible.h"
#include "base/visible_text.h"

/* The bytes of the character at the beginning of s, which is not empty. */
static size_t
next(struct span s, size_t *columns)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	*columns = 1;
	if ((unsigned char)*s.p < 0x80)
		return 1;
	n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.len, &c);
	if (n <= 0)
		return 1;
	*columns = (size_t)utf8proc_charwidth(c);
	return (size_t)n;
}

size_t
width_of(struct span s)
{
	size_t all = 0, columns;

	while (s.len) {
		size_t n = next(s, &columns);

		all += columns;
		s = (struct span){ s.p + n, s.len - n };
	}
	return all;
}

bool
width_shorten(struct buf *b, struct span s, size_t columns)
{
	size_t all = 0, before_sign = b->len;

	while (s.len) {
		bool shown;
		size_t n = visible_next(s, &shown);
		struct span c = { s.p, n };

		all += shown ? width_of(c) : 4 * n;
		if (all > columns) {
			b->len = before_sign;
			buf_str(b, "…");
			return true;
		}
		visible_add(b, c);
		if (all < columns)
			before_sign = b->len;
		s = (struct span){ s.p + n, s.len - n };
	}
	return false;
}
