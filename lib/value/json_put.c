#include "value/json_put.h"

#include "base/visible.h"
#include "text/tsv.h"
#include "text/utf8.h"

/* The number of the character, which is valid. */
static uint32_t
code_of(const char *p, size_t n)
{
	uint32_t c = (unsigned char)p[0];

	if (n == 1)
		return c;
	c &= 0x7fu >> n;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)p[i] & 0x3f);
	return c;
}

static void
put_hidden(struct buf *b, struct span c)
{
	bool cut;

	if (*c.p == '\n' || *c.p == '\t')
		buf_str(b, *c.p == '\n' ? "\\n" : "\\t");
	/* all others are below U+10000 */
	else if (utf8_valid(c, &cut) == c.len)
		buf_printf(b, "\\u%04x", code_of(c.p, c.len));
	else
		buf_printf(b, "\\\\x%02x", (unsigned char)c.p[0]);
}

void
json_put_text(struct buf *b, struct span s)
{
	buf_byte(b, '"');
	while (s.len) {
		bool shown;
		struct span c = { s.p, visible_next(s, &shown) };

		if (*c.p == '"' || *c.p == '\\')
			buf_byte(b, '\\');
		if (shown)
			buf_add(b, c);
		else
			put_hidden(b, c);
		s.p += c.len;
		s.len -= c.len;
	}
	buf_byte(b, '"');
}

void
json_put_field(struct buf *b, struct span field)
{
	struct buf text = { 0 };

	if (field.len && memchr(field.p, '\\', field.len) &&
	    tsv_unescape(&text, field))
		field = buf_span(&text);
	json_put_text(b, field);
	buf_free(&text);
}

void
json_put_maybe(struct buf *b, struct span field)
{
	if (tsv_is_none(field))
		buf_str(b, "null");
	else
		json_put_field(b, field);
}

void
json_put_name(struct buf *b, const char *name)
{
	if (b->len && b->p[b->len - 1] != '{')
		buf_byte(b, ',');
	buf_printf(b, "\"%s\":", name);
}

void
json_put_member(struct buf *b, const char *name, struct span text)
{
	json_put_name(b, name);
	if (text.len)
		json_put_text(b, text);
	else
		buf_str(b, "null");
}

void
json_put_amount(struct buf *b, const char *name, bool has, struct amount a)
{
	json_put_name(b, name);
	if (!has) {
		buf_str(b, "null");
		return;
	}
	buf_byte(b, '"');
	b->len += amount_format(a, buf_room(b, AMOUNT_TEXT_CAP));
	buf_byte(b, '"');
}
