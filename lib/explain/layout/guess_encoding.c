#include "explain/layout/guess_encoding.h"

#include "text/encoding/encoding_guess.h"
#include "text/encoding/transcode.h"
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

/* By what the text says when it is read. */
static const char *
by_evidence(struct span raw, struct buf *text, const char **doubt)
{
	struct encoding_guess g = encoding_guess(raw);

	if (!g.sure)
		*doubt = "the encoding: not UTF-8, and the few letters beyond "
			 "ASCII fit several; if they look wrong below, try "
			 "--encoding WINDOWS-1250, WINDOWS-1254, ...";
	if (!transcode_text(g.name, raw, text)) {
		g.name = "ISO-8859-1"; /* every byte is one */
		transcode_text(g.name, raw, text);
	}
	return g.name;
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
	return by_evidence(raw, text, doubt);
}
