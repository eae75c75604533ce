#include "text/tsv.h"

#include "text/scan.h"

bool
tsv_has_control(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] < 0x20)
			return true;
	return false;
}

bool
tsv_needs_escape(struct span s)
{
	size_t i = 0;

	for (; i + EIGHT <= s.len; i += EIGHT) {
		uint64_t w = eight_load(s.p + i);

		if (eight_below(w, 0x20) | eight_equal(w, '\\') |
		    eight_equal(w, 0x7f))
			return true;
	}
	for (; i < s.len; i++)
		if (scan_is_odd(s.p[i]))
			return true;
	return false;
}

static void
escape_byte(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char *to = buf_room(b, 4);
	char letter = 0;

	switch (c) {
	case '\t':
		letter = 't';
		break;
	case '\n':
		letter = 'n';
		break;
	case '\r':
		letter = 'r';
		break;
	case '\\':
		letter = '\\';
		break;
	}
	to[0] = '\\';
	if (letter) {
		to[1] = letter;
		b->len += 2;
		return;
	}
	to[1] = 'x';
	to[2] = hex[c >> 4];
	to[3] = hex[c & 15];
	b->len += 4;
}

void
tsv_escape(struct buf *b, struct span s)
{
	if (!tsv_needs_escape(s)) {
		buf_add(b, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c == '\\' || c == 0x7f)
			escape_byte(b, c);
		else
			buf_byte(b, s.p[i]);
	}
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* One sequence at p (a backslash) of n bytes; its length, 0 if not ours. */
static size_t
unescape_one(const char *p, size_t n, char *c)
{
	int hi, lo;

	if (n < 2)
		return 0;
	switch (p[1]) {
	case 't':
		*c = '\t';
		return 2;
	case 'n':
		*c = '\n';
		return 2;
	case 'r':
		*c = '\r';
		return 2;
	case '\\':
		*c = '\\';
		return 2;
	case 'x':
		if (n < 4)
			return 0;
		hi = hex_value(p[2]);
		lo = hex_value(p[3]);
		if (hi < 0 || lo < 0)
			return 0;
		*c = (char)(hi << 4 | lo);
		return 4;
	}
	return 0;
}

bool
tsv_unescape(struct buf *b, struct span field)
{
	while (field.len) {
		const char *slash = memchr(field.p, '\\', field.len);
		size_t n = slash ? (size_t)(slash - field.p) : field.len;
		char c;

		buf_add(b, (struct span){ field.p, n });
		field.p += n;
		field.len -= n;
		if (!slash)
			break;
		n = unescape_one(field.p, field.len, &c);
		if (n == 0)
			return false;
		buf_byte(b, c);
		field.p += n;
		field.len -= n;
	}
	return true;
}

const char *
tsv_blanks_hint(struct span line)
{
	if (line.len == 0 || memchr(line.p, '\t', line.len) ||
	    !memchr(line.p, ' ', line.len))
		return "";
	return ": it has blanks where TABs should be";
}
