/* The part of decode_parts.h that finds out the encoding. */
#include "io/encoding/decode_parts.h"

#include <stdio.h>
#include <strings.h>

#include "text/encoding/encoding_guess.h"
#include "text/utf8.h"

int
decode_use(struct decode *d, const char *encoding, struct err *e)
{
	snprintf(d->name, sizeof d->name, "%s", encoding);
	if (!strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8")) {
		d->kind = UTF8;
		return 0;
	}
	d->kind = OTHER;
	d->to_utf8 = transcoder_open(encoding, e);
	return d->to_utf8 ? 0 : -1;
}

int
decode_choose(struct decode *d, const char *encoding, struct err *e)
{
	if (!strcasecmp(encoding, "auto"))
		d->kind = UNDECIDED;
	else if (!strcasecmp(encoding, "UTF-16") ||
	    !strcasecmp(encoding, "UTF16"))
		d->kind = UTF16;
	else
		return decode_use(d, encoding, e);
	return 0;
}

/* More characters of several bytes than bytes that are none: it is UTF-8 that
 * came to harm, which is told where it did. */
static bool
is_harmed_utf8(struct span s)
{
	size_t good = 0, bad = 0;
	bool cut;

	while (s.len) {
		size_t n = utf8_valid(s, &cut);

		for (size_t i = 0; i < n; i += utf8_len(s.p + i))
			good += (s.p[i] & 0x80) != 0;
		bad += n < s.len && !cut;
		n += n < s.len;
		s.p += n;
		s.len -= n;
	}
	return good > bad;
}

int
decode_use_auto(struct decode *d, struct err *e)
{
	struct span s = { d->raw, d->end };

	if (is_harmed_utf8(s))
		return decode_use(d, "UTF-8", e);
	if (encoding_guess_is_gb18030(s))
		return decode_use(d, "GB18030", e);
	err_set(e, ST_DATA,
	    "is neither UTF-8 nor clearly Chinese in GB18030: say --encoding "
	    "(%s is likely; see also --explain)",
	    encoding_guess(s).name);
	return err_at(e, d->in->name, 0);
}

bool
decode_begins(const struct decode *d, const char *two)
{
	return d->end >= 2 && !memcmp(d->raw, two, 2);
}

int
decode_use_utf16(struct decode *d, struct err *e)
{
	const char *p = d->raw;

	if (d->end < 2 || decode_begins(d, "\xff\xfe") || (p[0] && !p[1]))
		return decode_use(d, "UTF-16LE", e);
	if (decode_begins(d, "\xfe\xff") || (!p[0] && p[1]))
		return decode_use(d, "UTF-16BE", e);
	err_set(e, ST_DATA,
	    "is UTF-16 without a byte order mark; say "
	    "UTF-16LE or UTF-16BE");
	return err_at(e, d->in->name, 0);
}

int
decode_refuse_mark(const struct decode *d, struct err *e)
{
	if (!span_begins((struct span){ d->raw, d->end }, DECODE_BOM))
		return 0;
	err_set(e, ST_DATA,
	    "begins with the byte order mark of UTF-8, and is "
	    "to be %s: was it saved by another program? (--encoding)",
	    d->name);
	return err_at(e, d->in->name, 0);
}
