#include "join/large/amount_order.h"

size_t
amount_order(struct span amount, char *text)
{
	bool negative = amount.p[0] == '-';
	const char *p = amount.p + negative, *end = amount.p + amount.len;
	const char *point = memchr(p, '.', (size_t)(end - p));
	size_t digits = (size_t)((point ? point : end) - p);
	char *to = text;

	if (point) {
		while (end[-1] == '0')
			end--;
		if (end[-1] == '.')
			end--;
	}
	*to++ = negative ? '-' : '0';
	if (negative)
		digits = 99 - digits;
	*to++ = (char)('0' + digits / 10);
	*to++ = (char)('0' + digits % 10);
	for (; p < end; p++)
		if (*p != '.')
			*to++ = (char)(negative ? '0' + '9' - *p : *p);
	if (negative)
		*to++ = '~';
	return (size_t)(to - text);
}
