#include "value/time/duration.h"

static uint64_t
unit(char c)
{
	switch (c) {
	case 's':
		return 1;
	case 'm':
		return 60;
	case 'h':
		return 3600;
	case 'd':
		return 86400;
	default:
		return 0;
	}
}

bool
duration_parse(struct span text, uint32_t *s)
{
	uint64_t n, of;

	if (span_eq(text, SPAN("0"))) {
		*s = 0;
		return true;
	}
	if (text.len < 2)
		return false;
	of = unit(text.p[text.len - 1]);
	text.len--;
	if (!of || !span_count(text, &n) || n > DURATION_MAX_S / of)
		return false;
	*s = (uint32_t)(n * of);
	return true;
}
