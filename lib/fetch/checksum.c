#include "fetch/checksum.h"

#include "io/md5.h"

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	    (c >= 'A' && c <= 'F');
}

/* Takes digits of a digest; false where they are of neither length. */
static bool
take_hex(struct checksum *c, struct span s)
{
	if (s.len != MD5_TEXT && s.len != DIGEST_TEXT)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char d = s.p[i];

		if (!is_hex(d))
			return false;
		c->hex[i] = (char)(d >= 'A' && d <= 'F' ? d - 'A' + 'a' : d);
	}
	c->hex[s.len] = '\0';
	c->is_md5 = s.len == MD5_TEXT;
	return true;
}

static struct span
behind(struct span s, size_t n)
{
	return (struct span){ s.p + n, s.len - n };
}

/* "SHA256 (NAME) = HEX" */
static bool
take_bsd(struct checksum *c, struct span line, struct span *name)
{
	static const struct span md5 = SPAN("MD5 ("), sha = SPAN("SHA256 (");
	struct span rest;
	size_t hex;

	if (span_begins(line, md5)) {
		rest = behind(line, md5.len);
		hex = MD5_TEXT;
	} else if (span_begins(line, sha)) {
		rest = behind(line, sha.len);
		hex = DIGEST_TEXT;
	} else {
		return false;
	}
	if (rest.len < hex + 4 ||
	    memcmp(rest.p + rest.len - hex - 4, ") = ", 4))
		return false;
	*name = (struct span){ rest.p, rest.len - hex - 4 };
	return take_hex(c, behind(rest, rest.len - hex));
}

/* "HEX  NAME", "HEX *NAME", or HEX, which has no name. */
static bool
take_line(struct checksum *c, struct span line, struct span *name)
{
	size_t n = 0;

	if (take_bsd(c, line, name))
		return true;
	while (n < line.len && is_hex(line.p[n]))
		n++;
	if (!take_hex(c, (struct span){ line.p, n }))
		return false;
	*name = behind(line, n);
	if (name->len == 0)
		return true;
	return name->len > 2 && name->p[0] == ' ' &&
	    (name->p[1] == ' ' || name->p[1] == '*') &&
	    (*name = behind(*name, 2), true);
}

static struct span
without_directory(struct span s)
{
	for (size_t i = s.len; i-- > 0;)
		if (s.p[i] == '/' || s.p[i] == '\\')
			return behind(s, i + 1);
	return s;
}

int
checksum_find(
    struct checksum *c, struct span text, struct span name, struct err *e)
{
	struct checksum found;
	bool any = false;

	while (text.len) {
		size_t n = span_line(text);
		struct span line = span_trim((struct span){ text.p, n }), of;

		text = behind(text, n < text.len ? n + 1 : n);
		if (line.len == 0)
			continue;
		if (!take_line(&found, line, &of))
			return err_set(
			    e, ST_DATA, "\"%s\" is no digest", excerpt(line).s);
		any = true;
		if (of.len && !span_eq(without_directory(of), name))
			continue;
		*c = found;
		return 0;
	}
	if (!any)
		return err_set(e, ST_AGAIN, "empty");
	return err_set(e, ST_DATA, "has no digest of %s", excerpt(name).s);
}
