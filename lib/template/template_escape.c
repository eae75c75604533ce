#include "template/template_escape.h"

#include "base/visible_text.h"
#include "text/table/text_table_forms.h"

static const char *const names[TEMPLATE_ESCAPES] = {
	[TEMPLATE_PLAIN] = "plain",
	[TEMPLATE_HTML] = "html",
	[TEMPLATE_MARKDOWN] = "markdown",
	[TEMPLATE_MRKDWN] = "mrkdwn",
	[TEMPLATE_CHAT] = "chat",
	[TEMPLATE_JSON] = "json",
	[TEMPLATE_STRING] = "string",
};

const char *
template_escape_name(enum template_escape escape)
{
	return names[escape];
}

enum template_escape
template_escape_find(struct span name)
{
	enum template_escape i = TEMPLATE_PLAIN;

	while (i < TEMPLATE_ESCAPES && !span_eq(name, span_str(names[i])))
		i++;
	return i;
}

static void
add_html(struct buf *b, struct span s, bool quotes)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (c == '&')
			buf_str(b, "&amp;");
		else if (c == '<')
			buf_str(b, "&lt;");
		else if (c == '>')
			buf_str(b, "&gt;");
		else if (c == '"' && quotes)
			buf_str(b, "&quot;");
		else if (c == '\'' && quotes)
			buf_str(b, "&#39;");
		else
			buf_byte(b, c);
	}
}

/* U+FF01 to U+FF5E are ASCII in its full width. */
static void
add_wide(struct buf *b, char c)
{
	unsigned code = 0xff00u + (unsigned)(c - 0x20);

	buf_byte(b, (char)(0xe0 | code >> 12));
	buf_byte(b, (char)(0x80 | (code >> 6 & 0x3f)));
	buf_byte(b, (char)(0x80 | (code & 0x3f)));
}

static void
add_chat(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] && strchr("<>[]*`~&", s.p[i]))
			add_wide(b, s.p[i]);
		else
			buf_byte(b, s.p[i]);
	}
}

static void
add_json(struct buf *b, struct span s, bool quotes)
{
	size_t at = b->len;

	text_table_escape(b, TEXT_TABLE_JSON, s);
	if (quotes)
		return;
	memmove(b->p + at, b->p + at + 1, b->len - at - 2);
	b->len -= 2;
}

void
template_escape(struct buf *b, enum template_escape escape, struct span value)
{
	struct buf shown = { 0 };

	if (escape == TEMPLATE_JSON || escape == TEMPLATE_STRING) {
		add_json(b, value, escape == TEMPLATE_JSON);
		return;
	}
	if (escape == TEMPLATE_PLAIN) {
		visible_add(b, value);
		return;
	}
	visible_add(&shown, value);
	if (escape == TEMPLATE_MARKDOWN)
		text_table_escape(b, TEXT_TABLE_MARKDOWN, buf_span(&shown));
	else if (escape == TEMPLATE_CHAT)
		add_chat(b, buf_span(&shown));
	else
		add_html(b, buf_span(&shown), escape == TEMPLATE_HTML);
	buf_free(&shown);
}

bool
template_link(struct buf *b, struct span value)
{
	static const char kept[] = "-._:/?#@!$,=+&%";

	if (!span_begins(value, SPAN("https://")) &&
	    !span_begins(value, SPAN("http://")))
		return false;
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || (c && strchr(kept, c)))
			buf_byte(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
	return true;
}
