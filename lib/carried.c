#include "carried.h"

#include "tsv.h"

static bool
count_parse(struct span s, uint64_t *n)
{
	uint64_t v = 0;

	if (s.len == 0 || s.len > 18 || s.p[0] == '0')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	}
	*n = v;
	return true;
}

int
carried_count(struct span fields, uint64_t *n, struct err *e)
{
	struct span f;

	*n = 1;
	while (tsv_next(&fields, &f)) {
		if (!carried_is_count(f))
			continue;
		if (!count_parse((struct span){ f.p + 2, f.len - 2 }, n))
			return err_set(e, ST_DATA, "\"%s\" is not a count of "
			    "records", excerpt(f).s);
		return 0;
	}
	return 0;
}

static void
append(struct buf *b, struct span field)
{
	if (b->len)
		buf_byte(b, '\t');
	buf_add(b, field);
}

void
carried_first(struct buf *agreed, struct span fields)
{
	struct span f;

	buf_clear(agreed);
	while (tsv_next(&fields, &f))
		if (!carried_is_count(f))
			append(agreed, f);
}

static bool
holds(struct span fields, struct span field)
{
	struct span f;

	while (tsv_next(&fields, &f))
		if (span_eq(f, field))
			return true;
	return false;
}

void
carried_meet(struct buf *agreed, struct span fields)
{
	struct span rest = buf_span(agreed), f;
	size_t len = 0;

	if (agreed->len == 0 || span_eq(rest, fields))
		return;
	while (tsv_next(&rest, &f)) {
		if (!holds(fields, f))
			continue;
		if (len)
			agreed->p[len++] = '\t';
		memmove(agreed->p + len, f.p, f.len);
		len += f.len;
	}
	agreed->len = len;
}
