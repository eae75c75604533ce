#include "value/time/utc_text.h"

#include "value/time/date.h"

/* Two digits below max, with the byte that has to stand before them. */
static bool
part(const char *p, char before, int max, int *value)
{
	if (p[0] != before || p[1] < '0' || p[1] > '9' || p[2] < '0' ||
	    p[2] > '9')
		return false;
	*value = (p[1] - '0') * 10 + p[2] - '0';
	return *value < max;
}

bool
utc_text_parse(struct span text, int64_t *s)
{
	const char *p = text.p;
	int hour, minute, second;
	int32_t day;

	if (text.len != UTC_TEXT_LEN || p[UTC_TEXT_LEN - 1] != 'Z' ||
	    !date_parse((struct span){ p, DATE_LEN }, &day) ||
	    !part(p + 10, 'T', 24, &hour) || !part(p + 13, ':', 60, &minute) ||
	    !part(p + 16, ':', 60, &second))
		return false;
	*s = (((int64_t)day * 24 + hour) * 60 + minute) * 60 + second;
	return true;
}
