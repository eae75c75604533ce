#include "figures/ages.h"

#include "text/tsv.h"

static bool
is_age(struct span field)
{
	return span_begins(field, SPAN("age="));
}

bool
age_cut(const struct result *r, struct span *line)
{
	struct span rest = r->carried, field;

	*line = r->line;
	while (tsv_next(&rest, &field)) {
		if (!is_age(field))
			continue;
		if (rest.p)
			return false;
		line->len -= field.len + 1;
	}
	return true;
}

void
age_drop(struct buf *b, struct span carried)
{
	struct span field;

	while (tsv_next(&carried, &field)) {
		if (is_age(field))
			continue;
		buf_byte(b, '\t');
		buf_add(b, field);
	}
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
