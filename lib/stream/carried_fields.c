#include "stream/carried_fields.h"

#include "text/tsv.h"

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
