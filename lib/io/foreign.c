#include "io/foreign.h"

#include <stdlib.h>

#include "base/mem.h"

#define AS_CSV ": save it as CSV first"
#define UNPACKED ": unpack it first"
#define AS_JSON "JSON: --format json reads it, --explain says how"
#define BILL_AS_CSV ", not a bill: get it as CSV, or as MT940 or CAMT"

/* One kind. Of text kinds the blanks and the byte order mark at the beginning
 * do not matter, nor the case of letters. */
struct kind {
	struct span begins;
	bool text;
	const char *followed_by; /* blanks, then one of these; or NULL */
	const char *name;        /* what it is, and what to do about it */
};

static const struct kind kinds[] = {
	{ SPAN("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), false, NULL,
	    "a spreadsheet (old Excel, or one with a password): save it as "
	    "CSV, or as .xlsx without a password" },
	{ SPAN("\x09\x08\x10\x00"), false, NULL,
	    "a spreadsheet (old Excel): save it as CSV or .xlsx" },
	{ SPAN("\x09\x08\x08\x00"), false, NULL,
	    "a spreadsheet (old Excel): save it as CSV or .xlsx" },
	{ SPAN("\x09\x04\x06\x00"), false, NULL,
	    "a spreadsheet (old Excel): save it as CSV or .xlsx" },
	{ SPAN("\x09\x02\x06\x00"), false, NULL,
	    "a spreadsheet (old Excel): save it as CSV or .xlsx" },
	{ SPAN("%PDF-"), false, NULL, "a PDF document" BILL_AS_CSV },
	{ SPAN("{\\rtf"), false, NULL, "an RTF document" BILL_AS_CSV },
	{ SPAN("\x89PNG\r\n"), false, NULL, "a picture (PNG)" BILL_AS_CSV },
	{ SPAN("\xff\xd8\xff"), false, NULL, "a picture (JPEG)" BILL_AS_CSV },
	{ SPAN("7z\xbc\xaf\x27\x1c"), false, NULL, "an archive (7z)" UNPACKED },
	{ SPAN("Rar!\x1a\x07"), false, NULL, "an archive (RAR)" UNPACKED },
	{ SPAN("\xfd"
	       "7zXZ"),
	    false, NULL, "packed (xz)" UNPACKED },
	{ SPAN("\x28\xb5\x2f\xfd"), false, NULL, "packed (zstd)" UNPACKED },
	{ SPAN("BZh91AY&SY"), false, NULL, "packed (bzip2)" UNPACKED },
	{ SPAN("\x1f\x9d"), false, NULL, "packed (compress)" UNPACKED },
	{ SPAN("\x04\x22\x4d\x18"), false, NULL, "packed (lz4)" UNPACKED },
	{ SPAN("PAR1\x15"), false, NULL, "a Parquet file" AS_CSV },
	{ SPAN("SQLite format 3"), false, NULL, "a SQLite database" AS_CSV },
	{ SPAN("-----BEGIN PGP MESSAGE"), false, NULL,
	    "encrypted (PGP): decrypt it first" },
	{ SPAN("PK\x05\x06"), false, NULL, "a zip archive without a file" },
	{ SPAN("<!doctype html"), true, NULL, "an HTML page" BILL_AS_CSV },
	{ SPAN("<html"), true, NULL, "an HTML page" BILL_AS_CSV },
	{ SPAN("<head"), true, NULL, "an HTML page" BILL_AS_CSV },
	{ SPAN("<body"), true, NULL, "an HTML page" BILL_AS_CSV },
	{ SPAN("<table"), true, NULL, "an HTML page" BILL_AS_CSV },
	{ SPAN("ofxheader"), true, NULL, "OFX" BILL_AS_CSV },
	{ SPAN("<?ofx"), true, NULL, "OFX" BILL_AS_CSV },
	{ SPAN("<ofx>"), true, NULL, "OFX" BILL_AS_CSV },
	{ SPAN("!type:"), true, NULL, "QIF" BILL_AS_CSV },
	{ SPAN("!account"), true, NULL, "QIF" BILL_AS_CSV },
	{ SPAN("!option:"), true, NULL, "QIF" BILL_AS_CSV },
	{ SPAN("<?xml"), true, NULL,
	    "XML, of which CAMT statements are read, with --format camt" },
	{ SPAN("{"), true, "\"}", AS_JSON },
	{ SPAN("["), true, "{[]", AS_JSON },
};

static struct span
skip_blanks(struct span s)
{
	while (s.len && memchr(" \t\r\n", s.p[0], 4)) {
		s.p++;
		s.len--;
	}
	return s;
}

/* The capitals of s may be the small letters of with. */
static bool
begins(struct span s, struct span with)
{
	if (s.len < with.len)
		return false;
	for (size_t i = 0; i < with.len; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != with.p[i])
			return false;
	}
	return true;
}

static bool
is_kind(const struct kind *k, struct span head)
{
	struct span s = head;

	if (!k->text)
		return span_begins(head, k->begins);
	if (span_begins(s, SPAN("\xef\xbb\xbf"))) {
		s.p += 3;
		s.len -= 3;
	}
	s = skip_blanks(s);
	if (!begins(s, k->begins))
		return false;
	if (!k->followed_by)
		return true;
	s.p += k->begins.len;
	s.len -= k->begins.len;
	s = skip_blanks(s);
	return s.len && strchr(k->followed_by, s.p[0]) && s.p[0];
}

const char *
foreign_name(struct span head, bool text)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if ((text || !kinds[i].text) && is_kind(&kinds[i], head))
			return kinds[i].name;
	return NULL;
}

bool
foreign_is_json(struct span head)
{
	const char *name = foreign_name(head, true);

	return name && !strcmp(name, AS_JSON);
}

static int
refuse(const char *name, struct span head, bool text, struct err *e)
{
	const char *what = foreign_name(head, text);

	if (!what)
		return 0;
	err_set(e, ST_DATA, "is %s", what);
	return err_at(e, name, 0);
}

/* Looks at what the layer below makes of the input. */
struct look {
	struct input_layer layer; /* first */
	bool text, looked;
	char head[INPUT_PEEK_MAX]; /* bytes that were looked at */
	size_t pos, end;           /* those not handed out yet */
};

/* The first bytes, however small the pieces are in which they come. */
static int
look_at_head(struct look *k, struct input *in, struct err *e)
{
	k->looked = true;
	while (k->end < sizeof k->head) {
		int64_t n = input_read_below(in, &k->layer, k->head + k->end,
		    sizeof k->head - k->end, e);

		if (n < 0)
			return -1;
		if (n == 0)
			break;
		k->end += (size_t)n;
	}
	return refuse(in->name, (struct span){ k->head, k->end }, k->text, e);
}

static int64_t
look_read(
    struct input_layer *l, struct input *in, char *p, size_t cap, struct err *e)
{
	struct look *k = (struct look *)l;
	size_t n;

	if (!k->looked && look_at_head(k, in, e))
		return -1;
	n = k->end - k->pos < cap ? k->end - k->pos : cap;
	if (n == 0)
		return input_read_below(in, l, p, cap, e);
	memcpy(p, k->head + k->pos, n);
	k->pos += n;
	return (int64_t)n;
}

static void
look_close(struct input_layer *l)
{
	free(l);
}

int
foreign_refuse(struct input *in, bool text, struct err *e)
{
	struct span head;
	struct look *k;

	if (!in->layer) {
		if (input_peek(in, INPUT_PEEK_MAX, &head, e))
			return -1;
		return refuse(in->name, head, text, e);
	}
	k = mem_zeroed(1, sizeof *k);
	k->layer =
	    (struct input_layer){ .read = look_read, .close = look_close };
	k->text = text;
	input_cover(in, &k->layer);
	return 0;
}
