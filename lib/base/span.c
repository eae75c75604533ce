#include "base/span.h"

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
}

bool
span_count(struct span s, uint64_t *n)
{
	uint64_t v = 0;

	if (s.len == 0 || s.len > 18)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	}
	*n = v;
	return true;
}

struct span
span_trim(struct span s)
{
	while (s.len && blank(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len && blank(s.p[s.len - 1]))
		s.len--;
	return s;
}

struct span
span_word(struct span *left)
{
	struct span word = span_trim(*left);
	size_t n = 0;

	while (n < word.len && !blank(word.p[n]))
		n++;
	*left = (struct span){ word.p + n, word.len - n };
	word.len = n;
	return word;
}

size_t
span_line(struct span s)
{
	const char *end = s.len ? memchr(s.p, '\n', s.len) : NULL;
	size_t n = end ? (size_t)(end - s.p) : s.len;

	end = n ? memchr(s.p, '\r', n) : NULL;
	return end ? (size_t)(end - s.p) : n;
}
