#include "key/key_text.h"

#include <stdint.h>

#include "text/tsv.h"

static char *
hex(char *to, char c)
{
	static const char digits[] = "0123456789abcdef";

	*to++ = '\\';
	*to++ = 'x';
	*to++ = digits[(unsigned char)c >> 4];
	*to++ = digits[c & 15];
	return to;
}

/* Writes a part whose escapes are as they should be, but that may have a "|" or
 * begin below "$". */
static char *
write_escaped(struct span part, bool first, char *to)
{
	for (size_t i = 0; i < part.len; i++) {
		char c = part.p[i];

		if (c == '|' || (first && i == 0 && (unsigned char)c < '$'))
			to = hex(to, c);
		else
			*to++ = c;
	}
	return to;
}

/* Adds the part to b with its bytes escaped as tsv_escape does: another tool
 * may have written \x41 for A. False for an unknown escape. */
static bool
normalize(struct span part, struct buf *b)
{
	struct buf raw = { 0 };
	bool good = !tsv_has_control(part) && tsv_unescape(&raw, part);

	buf_clear(b);
	tsv_escape(b, buf_span(&raw));
	buf_free(&raw);
	return good;
}

static int
write_part(
    struct span part, bool first, struct buf *scratch, char **to, struct err *e)
{
	if (tsv_needs_escape(part)) {
		if (!normalize(part, scratch))
			return err_set(e, ST_DATA,
			    "has a byte or an escape "
			    "that no field may have");
		part = buf_span(scratch);
	}
	if ((first && (unsigned char)part.p[0] < '$') ||
	    memchr(part.p, '|', part.len)) {
		*to = write_escaped(part, first, *to);
	} else {
		memcpy(*to, part.p, part.len);
		*to += part.len;
	}
	return 0;
}

int
key_write(const struct span *parts, size_t n, bool empty_parts,
    struct buf *scratch, char *to, size_t *len, size_t *bad, struct err *e)
{
	char *begin = to;
	size_t empty = 0;

	for (size_t i = 0; i < n; i++) {
		if (i)
			*to++ = '|';
		*bad = i;
		if (tsv_is_empty(parts[i])) {
			if (!empty_parts && n > 1)
				return err_set(e, ST_DATA,
				    "is empty, and part "
				    "of the key (--allow-empty-part takes it)");
			empty++;
		} else if (write_part(parts[i], i == 0, scratch, &to, e)) {
			return -1;
		}
	}
	*bad = n == 1 ? 0 : n;
	*len = (size_t)(to - begin);
	/* a single part "\x2d" is a value, but as a key could not be told from
	 * "-" */
	if (empty == n || (*len == 1 && *begin == '-'))
		return err_set(e, ST_DATA, "the key is empty");
	return 0;
}

/* How many digits s begins with. */
static size_t
digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

static struct span
behind(struct span s, size_t n)
{
	return (struct span){ s.p + n, s.len - n };
}

bool
key_is_rounded(struct span s)
{
	size_t n;

	if (!key_may_be_rounded(s))
		return false;
	s = behind(s, 1);
	if (s.p[0] == '.' || s.p[0] == ',') {
		n = digits(behind(s, 1));
		if (n == 0)
			return false;
		s = behind(s, 1 + n);
	}
	return s.len > 2 && (s.p[0] == 'E' || s.p[0] == 'e') && s.p[1] == '+' &&
	    digits(behind(s, 2)) == s.len - 2;
}
