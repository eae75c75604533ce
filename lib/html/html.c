#include "html/html.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/visible.h"
#include "base/visible_text.h"

static void
escape(struct buf *b, char c)
{
	switch (c) {
	case '&':
		buf_str(b, "&amp;");
		break;
	case '<':
		buf_str(b, "&lt;");
		break;
	case '>':
		buf_str(b, "&gt;");
		break;
	case '"':
		buf_str(b, "&quot;");
		break;
	case '\'':
		buf_str(b, "&#39;");
		break;
	default:
		buf_byte(b, c);
	}
}

void
html_text(struct buf *b, struct span s)
{
	struct buf shown = { 0 };

	visible_add(&shown, s);
	for (size_t i = 0; i < shown.len; i++)
		escape(b, shown.p[i]);
	buf_free(&shown);
}

void
html_lines(struct buf *b, struct span s)
{
	struct buf shown = { 0 };

	visible_add_lines(&shown, s);
	for (size_t i = 0; i < shown.len; i++)
		escape(b, shown.p[i]);
	buf_free(&shown);
}

/* So many bytes of s as are shown, whole characters. */
static size_t
cut(struct span s)
{
	size_t n = 0;

	while (n < s.len) {
		bool shown;
		size_t next =
		    visible_next((struct span){ s.p + n, s.len - n }, &shown);

		if (n + next > HTML_TEXT_MAX)
			break;
		n += next;
	}
	return n;
}

void
html_data(struct buf *b, struct span s)
{
	size_t n = s.len > HTML_TEXT_MAX ? cut(s) : s.len;

	buf_str(b, "<bdi>");
	html_text(b, (struct span){ s.p, n });
	buf_str(b, "</bdi>");
	if (n < s.len)
		buf_printf(b, "<span class=m>… (%zu)</span>", s.len);
}

void
html_digits(struct buf *b, struct span number)
{
	size_t i = span_begins(number, SPAN("-")), whole = i;

	buf_add(b, (struct span){ number.p, i });
	while (whole < number.len && number.p[whole] != '.')
		whole++;
	while (i < whole) {
		size_t n = (whole - i - 1) % 3 + 1;
		bool first = i == 0 || number.p[i - 1] == '-';

		if (!first)
			buf_str(b, "<span class=g>");
		buf_add(b, (struct span){ number.p + i, n });
		if (!first)
			buf_str(b, "</span>");
		i += n;
	}
	buf_add(b, (struct span){ number.p + whole, number.len - whole });
}

void
html_count(struct buf *b, uint64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof text, "%" PRIu64, n);

	html_digits(b, (struct span){ text, (size_t)len });
}

void
html_amount(struct buf *b, struct amount a)
{
	char text[AMOUNT_TEXT_CAP];

	html_digits(b, (struct span){ text, amount_format(a, text) });
}

void
html_none(struct buf *b)
{
	buf_str(b, "<span class=m>–</span>");
}
