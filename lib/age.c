#include "age.h"

struct span
age_cut(const struct result *r)
{
	struct span line = r->line, last;
	const char *end = line.p + line.len, *p = end;

	if (!r->carried.len)
		return line;
	while (p > r->carried.p && p[-1] != '\t')
		p--;
	last = (struct span){ p, (size_t)(end - p) };
	if (span_begins(last, SPAN("age=")))
		line.len -= last.len + 1;
	return line;
}

size_t
age_format(char *text, int32_t days)
{
	char digits[AGE_CAP], *p = digits + sizeof digits;
	size_t n;

	if (days < 0)
		days = 0;
	do
		*--p = (char)('0' + days % 10);
	while ((days /= 10) != 0);
	n = (size_t)(digits + sizeof digits - p);
	memcpy(text, "\tage=", 5);
	memcpy(text + 5, p, n);
	return n + 5;
}

bool
age_of(const struct result *r, int32_t *days)
{
	struct span v;
	int32_t n = 0;

	if (!result_carried(r->carried, SPAN("age"), &v) || v.len == 0 ||
	    v.len > 7)
		return false;
	for (size_t i = 0; i < v.len; i++) {
		if (v.p[i] < '0' || v.p[i] > '9')
			return false;
		n = n * 10 + (v.p[i] - '0');
	}
	*days = n;
	return true;
}
