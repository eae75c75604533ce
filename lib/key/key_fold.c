#include "key/key_fold.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "text/names.h"
#include "text/tsv.h"

enum { APOSTROPHE = 0x27 };

int
key_fold_parse(struct key_fold *f, const char *list, struct err *e)
{
	struct names words = { 0 };
	int r = names_parse(&words, span_str(list), e);

	f->invisible = f->width = f->letter_case = false;
	for (size_t i = 0; i < words.n && r == 0; i++) {
		struct span w = words.list[i];

		if (span_eq(w, SPAN("invisible")))
			f->invisible = true;
		else if (span_eq(w, SPAN("width")))
			f->width = true;
		else if (span_eq(w, SPAN("case")))
			f->letter_case = true;
		else
			r = err_set(e, ST_FAIL,
			    "\"%s\" is none of invisible, case, width",
			    excerpt(w).s);
	}
	names_free(&words);
	return r;
}

enum look {
	SEEN,
	BLANK,  /* looks like U+0020 */
	UNSEEN, /* shows nothing */
};

static enum look
look_of(utf8proc_int32_t c)
{
	const utf8proc_property_t *p;

	if (c >= 0x21 && c < 0x7f)
		return SEEN;
	p = utf8proc_get_property(c);
	if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 ||
	    p->category == UTF8PROC_CATEGORY_ZS ||
	    p->category == UTF8PROC_CATEGORY_ZL ||
	    p->category == UTF8PROC_CATEGORY_ZP)
		return BLANK;
	return p->ignorable || p->category == UTF8PROC_CATEGORY_CC ? UNSEEN
								   : SEEN;
}

/* The character at the beginning of s and its bytes; c is -1 for a byte that
 * is none. */
static size_t
character(struct span s, utf8proc_int32_t *c)
{
	utf8proc_ssize_t n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.len, c);

	if (n > 0)
		return (size_t)n;
	*c = -1;
	return 1;
}

/* ="..." */
static bool
is_formula(struct span s)
{
	return s.len >= 3 && span_begins(s, SPAN("=\"")) &&
	    s.p[s.len - 1] == '"';
}

/* The first character of s that is not seen, 0 if there is none. */
static utf8proc_int32_t
first_unseen(struct span s)
{
	utf8proc_int32_t c;

	while (s.len) {
		size_t n = character(s, &c);

		if (c >= 0 && c != ' ' && look_of(c) != SEEN)
			return c;
		s = (struct span){ s.p + n, s.len - n };
	}
	return 0;
}

static struct span
trimmed(struct span s)
{
	while (s.len && *s.p == ' ')
		s = (struct span){ s.p + 1, s.len - 1 };
	while (s.len && s.p[s.len - 1] == ' ')
		s.len--;
	return s;
}

/* Without what a spreadsheet is told by. */
static struct span
unwrapped(struct span s)
{
	s = trimmed(s);
	if (is_formula(s))
		s = (struct span){ s.p + 2, s.len - 3 };
	else if (s.len && *s.p == APOSTROPHE)
		s = (struct span){ s.p + 1, s.len - 1 };
	return trimmed(s);
}

/* Takes out of b all that is not seen. */
static void
show(struct buf *b)
{
	struct span rest = buf_span(b), kept;
	char *to = b->p;
	utf8proc_int32_t c;

	while (rest.len) {
		size_t n = character(rest, &c);
		enum look l = c < 0 ? SEEN : look_of(c);

		if (l == BLANK)
			*to++ = ' ';
		else if (l == SEEN) {
			memmove(to, rest.p, n);
			to += n;
		}
		rest = (struct span){ rest.p + n, rest.len - n };
	}
	kept = unwrapped((struct span){ b->p, (size_t)(to - b->p) });
	if (kept.len)
		memmove(b->p, kept.p, kept.len);
	b->len = kept.len;
}

bool
key_fold_hides(struct span part, struct buf *what, struct buf *look)
{
	struct buf bytes = { 0 };
	utf8proc_int32_t c = 0;
	struct span s = { 0 };
	bool hides = false;

	if (key_fold_may_hide(part) && tsv_unescape(&bytes, part)) {
		s = buf_span(&bytes);
		c = first_unseen(s);
		hides = c || is_formula(s) || (s.len && *s.p == APOSTROPHE);
	}
	if (hides) {
		if (c)
			buf_printf(what, "U+%04X in", (unsigned)c);
		else
			buf_str(what,
			    is_formula(s) ? "=\"\" around"
					  : "an apostrophe before");
		show(&bytes);
		buf_add(look, buf_span(&bytes));
	}
	buf_free(&bytes);
	return hides;
}

/* utf8proc_map_custom's: the width of a character goes. */
static utf8proc_int32_t
narrow(utf8proc_int32_t c, void *unused)
{
	const utf8proc_property_t *p = utf8proc_get_property(c);
	utf8proc_int32_t to[4];
	int class = 0;

	(void)unused;
	if (p->decomp_type != UTF8PROC_DECOMP_TYPE_WIDE &&
	    p->decomp_type != UTF8PROC_DECOMP_TYPE_NARROW)
		return c;
	/* all of these stand for one character */
	return utf8proc_decompose_char(c, to, 4,
		   (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT),
		   &class) == 1
	    ? *to
	    : c;
}

static void
lower(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->p[i] >= 'A' && b->p[i] <= 'Z')
			b->p[i] += 'a' - 'A';
}

/* Case and width, and in what Unicode calls the form NFC. */
static int
fold_letters(const struct key_fold *f, struct buf *b, struct err *e)
{
	utf8proc_uint8_t *got = NULL;
	utf8proc_ssize_t n;

	if (scan_is_ascii(buf_span(b))) {
		if (f->letter_case)
			lower(b);
		return 0;
	}
	n = utf8proc_map_custom((const utf8proc_uint8_t *)b->p,
	    (utf8proc_ssize_t)b->len, &got,
	    (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
		(f->letter_case ? UTF8PROC_CASEFOLD : 0)),
	    f->width ? narrow : NULL, NULL);
	if (n < 0)
		return err_set(
		    e, ST_DATA, "cannot be folded: %s", utf8proc_errmsg(n));
	buf_clear(b);
	buf_add(b, (struct span){ (const char *)got, (size_t)n });
	free(got);
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c & 0x80;
}

static struct span
without_zeros(struct span s)
{
	while (
	    s.len > 1 && *s.p == '0' && (is_digit(s.p[1]) || is_letter(s.p[1])))
		s = (struct span){ s.p + 1, s.len - 1 };
	return s;
}

/* How many zeros go before s. */
static size_t
padding(const struct key_fold *f, struct span s)
{
	if (s.len == 0 || s.len >= f->pad)
		return 0;
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.p[i]))
			return 0;
	return f->pad - s.len;
}

int
key_fold_part(
    const struct key_fold *f, struct span part, struct buf *to, struct err *e)
{
	struct buf b = { 0 };
	struct span s;
	int r = 0;

	buf_clear(to);
	if (tsv_has_control(part) || !tsv_unescape(&b, part))
		r = err_set(e, ST_DATA,
		    "has a byte or an escape that no field may have");
	if (r == 0 && f->invisible)
		show(&b);
	if (r == 0 && (f->width || f->letter_case))
		r = fold_letters(f, &b, e);
	if (r == 0) {
		s = buf_span(&b);
		if (f->zeros)
			s = without_zeros(s);
		for (size_t n = padding(f, s); n; n--)
			buf_byte(to, '0');
		tsv_escape(to, s);
	}
	buf_free(&b);
	return r;
}
