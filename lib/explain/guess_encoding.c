#include "explain/guess_encoding.h"

#include "text/transcode.h"
#include "text/utf8.h"

static const struct span bom = { "\xef\xbb\xbf", 3 };

/* The byte order, NULL for what is no UTF-16. */
static const char *
utf16(struct span raw)
{
	if (raw.len < 2)
		return NULL;
	if (span_begins(raw, SPAN("\xff\xfe")) || (raw.p[0] && !raw.p[1]))
		return "UTF-16LE";
	if (span_begins(raw, SPAN("\xfe\xff")) || (!raw.p[0] && raw.p[1]))
		return "UTF-16BE";
	return NULL;
}

/*
 * A letter of Western Europe between others looks like the first byte of a
 * Chinese character whose second is a letter; Chinese text is mostly
 * characters both bytes of which are above 0xa0.
 */
static bool
is_chinese(struct span raw)
{
	size_t common = 0, rare = 0;

	for (size_t i = 0; i + 1 < raw.len; i++) {
		unsigned char a = (unsigned char)raw.p[i];
		unsigned char b = (unsigned char)raw.p[i + 1];

		if (a < 0x80)
			continue;
		if (a > 0xa0 && b > 0xa0)
			common++;
		else
			rare++;
		i++;
	}
	return common > 4 * rare && transcode_fits("GB18030", raw);
}

const char *
guess_encoding_of(struct span raw, struct buf *text, const char **doubt)
{
	const char *order = utf16(raw);
	bool cut;

	*doubt = NULL;
	if (order && transcode_text(order, raw, text)) {
		if (!span_begins(buf_span(text), bom))
			return "UTF-16";
		text->len -= bom.len;
		memmove(text->p, text->p + bom.len, text->len);
		return "UTF-16";
	}
	buf_clear(text);
	if (utf8_valid(raw, &cut) == raw.len) {
		if (span_begins(raw, bom)) {
			raw.p += bom.len;
			raw.len -= bom.len;
		}
		buf_add(text, raw);
		return "UTF-8";
	}
	if (is_chinese(raw) && transcode_text("GB18030", raw, text))
		return "GB18030";
	buf_clear(text);
	*doubt = "the encoding: not UTF-8, and one byte for a letter; if "
		 "letters below look wrong, try WINDOWS-1250, ISO-8859-15, ...";
	if (transcode_text("WINDOWS-1252", raw, text))
		return "WINDOWS-1252";
	buf_clear(text);
	transcode_text("ISO-8859-1", raw, text); /* every byte is one */
	return "ISO-8859-1";
}
