#include "cut/post/sql_array.h"

#include <inttypes.h>

void
sql_array_begin(struct sql_array *a)
{
	buf_clear(&a->text);
	buf_byte(&a->text, '{');
}

static void
put_comma(struct sql_array *a)
{
	if (a->text.len > 1)
		buf_byte(&a->text, ',');
}

void
sql_array_text(struct sql_array *a, struct span s)
{
	put_comma(a);
	buf_byte(&a->text, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_byte(&a->text, '\\');
		buf_byte(&a->text, s.p[i]);
	}
	buf_byte(&a->text, '"');
}

void
sql_array_int(struct sql_array *a, int64_t n)
{
	put_comma(a);
	buf_printf(&a->text, "%" PRId64, n);
}

struct db_value
sql_array_end(struct sql_array *a)
{
	buf_byte(&a->text, '}');
	return db_text(buf_span(&a->text));
}
