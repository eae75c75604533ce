#include "db/copy_row.h"

static void
put_text(struct buf *b, struct span s)
{
	char *from = buf_room(b, 2 * s.len), *to = from;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
			*to++ = '\\';
			c = c == '\t'   ? 't'
			    : c == '\n' ? 'n'
			    : c == '\r' ? 'r'
					: c;
		}
		*to++ = c;
	}
	b->len += (size_t)(to - from);
}

/* The digits of a number. */
static void
put_int(struct buf *b, int64_t n)
{
	char digits[24], *end = digits + sizeof digits, *p = end;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (n < 0)
		*--p = '-';
	buf_add(b, (struct span){ p, (size_t)(end - p) });
}

void
copy_row_put(struct buf *b, const struct db_value *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_byte(b, '\t');
		if (v[i].is == DB_TEXT)
			put_text(b, v[i].text);
		else if (v[i].is == DB_INT)
			put_int(b, v[i].n);
		else
			buf_add(b, SPAN("\\N"));
	}
	buf_byte(b, '\n');
}
