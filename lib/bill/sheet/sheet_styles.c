#include "bill/sheet/sheet_styles.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "io/xml/sax.h"

enum {
	FORMATS = 1 << 16, /* numbers of formats; Excel has fewer */
	STYLES_MAX = 1 << 20,
	ZEROS_MAX = 15,
};

/* The formats that are not written down in a workbook, ECMA-376 18.8.30; those
 * from 27 on are of East Asian languages, some of them dates in one and times
 * in another. */
static const struct {
	int from, to;
	enum sheet_style_kind kind;
} built_in[] = {
	{ 14, 17, SHEET_DATE },
	{ 18, 21, SHEET_TIME },
	{ 22, 22, SHEET_DATE_TIME },
	{ 27, 31, SHEET_DATE },
	{ 32, 35, SHEET_TIME },
	{ 36, 36, SHEET_DATE },
	{ 45, 45, SHEET_TIME },
	{ 46, 46, SHEET_ELAPSED },
	{ 47, 47, SHEET_TIME },
	{ 50, 58, SHEET_DATE },
};

struct reading {
	struct sheet_styles *styles;
	struct sheet_style *formats; /* by number */
	bool formats_here, styles_here;
	const char *name;
};

/* Takes a part of a code that is not shown by itself off its front: what is
 * quoted, escaped, or in brackets. A bracket of elapsed time, [h], is told. */
static bool
passed(struct span *s, bool *elapsed)
{
	const char *end = NULL;
	size_t n;

	switch (s->p[0]) {
	case '"':
		end = memchr(s->p + 1, '"', s->len - 1);
		break;
	case '[':
		end = memchr(s->p + 1, ']', s->len - 1);
		*elapsed |= s->len > 2 && strchr("hHmMsS", s->p[1]) &&
		    (s->p[2] == ']' || s->p[2] == s->p[1]);
		break;
	case '\\':
	case '_':
	case '*':
		n = s->len > 1 ? 2 : 1;
		s->p += n;
		s->len -= n;
		return true;
	default:
		return false;
	}
	n = end ? (size_t)(end - s->p) + 1 : s->len;
	s->p += n;
	s->len -= n;
	return true;
}

/* How many zeros a code of nothing else has; 0 where it has anything else. */
static size_t
all_zeros(struct span s)
{
	size_t n = 0;

	while (n < s.len && s.p[n] == '0')
		n++;
	return n <= ZEROS_MAX && (n == s.len || s.p[n] == ';') ? n : 0;
}

static bool
begins_word(struct span s, const char *word)
{
	size_t n = strlen(word);

	return s.len >= n && !strncasecmp(s.p, word, n);
}

struct sheet_style
sheet_styles_of(struct span code)
{
	bool day = false, clock = false, month = false, elapsed = false;
	struct span s = span_trim(code);
	size_t zeros = all_zeros(s);

	if (zeros)
		return (
		    struct sheet_style){ SHEET_ZEROS, (unsigned char)zeros };
	while (s.len && s.p[0] != ';') {
		size_t n = 1;

		if (passed(&s, &elapsed))
			continue;
		if (begins_word(s, "General"))
			n = 7;
		else if (begins_word(s, "AM/PM"))
			n = 5, clock = true;
		else if (begins_word(s, "E+") || begins_word(s, "E-"))
			n = 2;
		else if (strchr("yYdDeEbB", s.p[0]))
			day = true;
		else if (strchr("hHsS", s.p[0]))
			clock = true;
		else if (s.p[0] == 'm' || s.p[0] == 'M')
			month = true;
		s.p += n;
		s.len -= n;
	}
	day |= month && !clock && !elapsed;
	if (elapsed && !day)
		return (struct sheet_style){ SHEET_ELAPSED, 0 };
	if (day && (clock || elapsed))
		return (struct sheet_style){ SHEET_DATE_TIME, 0 };
	if (day)
		return (struct sheet_style){ SHEET_DATE, 0 };
	return (struct sheet_style){ clock ? SHEET_TIME : SHEET_PLAIN, 0 };
}

/* The number of a format; no attribute is 0. */
static bool
format_number(const struct sax *x, uint64_t *n)
{
	struct span s = sax_attribute(x, "numFmtId");

	*n = 0;
	return !s.p || (span_count(s, n) && *n < FORMATS);
}

static void
fail(struct reading *r, struct sax *x, const char *what)
{
	struct err why;

	err_set(&why, ST_DATA, "%s", what);
	err_at(&why, r->name, 0);
	sax_fail(x, &why);
}

static void
on_begin(void *context, struct sax *x, const char *name)
{
	struct reading *r = context;
	struct sheet_styles *styles = r->styles;
	struct span code;
	uint64_t n;

	if (!strcmp(name, "numFmts")) {
		r->formats_here = true;
	} else if (!strcmp(name, "cellXfs")) {
		r->styles_here = true;
	} else if (r->formats_here && !strcmp(name, "numFmt")) {
		code = sax_attribute(x, "formatCode");
		if (!format_number(x, &n)) {
			fail(r, x, "a number format without a number");
			return;
		}
		r->formats[n] =
		    code.p ? sheet_styles_of(code) : (struct sheet_style){ 0 };
	} else if (r->styles_here && !strcmp(name, "xf")) {
		if (!format_number(x, &n) || styles->n == STYLES_MAX) {
			fail(r, x, "a cell format that makes no sense");
			return;
		}
		styles->list = mem_grow(styles->list, &styles->cap,
		    styles->n + 1, sizeof *styles->list);
		styles->list[styles->n++] = r->formats[n];
	}
}

static void
on_end(void *context, const char *name)
{
	struct reading *r = context;

	if (!strcmp(name, "numFmts"))
		r->formats_here = false;
	else if (!strcmp(name, "cellXfs"))
		r->styles_here = false;
}

static void
on_text(void *context, struct span text)
{
	(void)context, (void)text;
}

int
sheet_styles_read(struct sheet_styles *s, struct input *in, struct err *e)
{
	static const struct sax_calls calls = { on_begin, on_end, on_text };
	struct reading r = { .styles = s, .name = in->name };
	int result;

	r.formats = mem_zeroed(FORMATS, sizeof *r.formats);
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		for (int n = built_in[i].from; n <= built_in[i].to; n++)
			r.formats[n].kind = (unsigned char)built_in[i].kind;
	result = sax_read(in, &calls, &r, e);
	free(r.formats);
	return result;
}

void
sheet_styles_free(struct sheet_styles *s)
{
	free(s->list);
	*s = (struct sheet_styles){ 0 };
}
