#include "bill/source.h"

#include "stream/line/row.h"
#include "text/tsv.h"
#include "text/utf8.h"

enum { DIGITS_MAX = 20 }; /* of 64 bits */

void
source_begin(struct source *s, const char *name)
{
	struct span rest = span_str(name);

	buf_clear(&s->text);
	while (rest.len) {
		bool cut;
		size_t n = utf8_valid(rest, &cut);

		buf_add(&s->text, (struct span){ rest.p, n });
		if (n < rest.len) {
			buf_str(&s->text, "\xef\xbf\xbd");
			n++;
		}
		rest.p += n;
		rest.len -= n;
	}
	s->odd = tsv_needs_escape(buf_span(&s->text));
	buf_byte(&s->text, ':');
	s->prefix = s->text.len;
}

struct span
source_cell(struct source *s, uint64_t line)
{
	char digits[DIGITS_MAX], *p = digits + sizeof digits;

	if (line == 0)
		return (struct span){ s->text.p, s->prefix - 1 };
	for (; line; line /= 10)
		*--p = (char)('0' + line % 10);
	s->text.len = s->prefix;
	buf_room(&s->text, DIGITS_MAX + ROW_SLACK);
	buf_add(
	    &s->text, (struct span){ p, (size_t)(digits + sizeof digits - p) });
	return buf_span(&s->text);
}

void
source_free(struct source *s)
{
	buf_free(&s->text);
}
