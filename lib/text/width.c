#include "text/width.h"

#include <utf8proc.h>

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

size_t
width_cut(struct span s, size_t most)
{
	size_t at = 0, all = 0, columns;

	while (at < s.len) {
		size_t n =
		    next((struct span){ s.p + at, s.len - at }, &columns);

		if (all + columns > most)
			break;
		all += columns;
		at += n;
	}
	return at;
}
