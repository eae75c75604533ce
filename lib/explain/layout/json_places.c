#include "explain/layout/json_places.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/money.h"

enum { DEPTH_MAX = 128, NOWHERE = -1 };

struct reading {
	struct json_places *places;
	struct span rest;
	const char *begin;
	unsigned depth;
	struct buf name; /* of the member at hand */
};

static void
pass(struct reading *r, size_t n)
{
	r->rest.p += n;
	r->rest.len -= n;
}

static void
pass_blanks(struct reading *r)
{
	size_t n = 0;

	while (n < r->rest.len && memchr(" \t\r\n", r->rest.p[n], 4))
		n++;
	pass(r, n);
}

/* Passes the byte, if it is next behind blanks. */
static bool
passes(struct reading *r, char c)
{
	pass_blanks(r);
	if (!r->rest.len || *r->rest.p != c)
		return false;
	pass(r, 1);
	return true;
}

/* The text at hand without its quotes, escapes as they stand. */
static bool
take_text(struct reading *r, struct span *text)
{
	size_t n = 0;

	if (!passes(r, '"'))
		return false;
	while (n < r->rest.len && r->rest.p[n] != '"')
		n += r->rest.p[n] == '\\' ? 2 : 1;
	if (n >= r->rest.len)
		return false;
	*text = (struct span){ r->rest.p, n };
	pass(r, n + 1);
	return true;
}

static bool
hex4(struct span s, unsigned *code)
{
	*code = 0;
	for (size_t i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef", *d;

		d = i < s.len && s.p[i] ? strchr(digits, s.p[i] | 0x20) : NULL;
		if (!d)
			return false;
		*code = *code << 4 | (unsigned)(d - digits);
	}
	return true;
}

static void
put_utf8(struct buf *b, unsigned c)
{
	if (c < 0x80) {
		buf_byte(b, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_byte(b, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		buf_byte(b, (char)(0xe0 | c >> 12));
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_byte(b, (char)(0xf0 | c >> 18));
		buf_byte(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_byte(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_byte(b, (char)(0x80 | (c & 0x3f)));
}

/* The bytes behind "\u" that are one character, which is added: 4 or, of two
 * halves, 10; 0 where they are none. */
static size_t
unescape_code(struct span s, struct buf *b)
{
	struct span second = { s.p + 6, s.len > 6 ? s.len - 6 : 0 };
	unsigned code, low;

	if (!hex4(s, &code))
		return 0;
	if (code < 0xd800 || code > 0xdfff) {
		put_utf8(b, code);
		return 4;
	}
	if (code > 0xdbff || s.len < 10 || s.p[4] != '\\' || s.p[5] != 'u' ||
	    !hex4(second, &low) || low < 0xdc00 || low > 0xdfff)
		return 0;
	put_utf8(b, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
	return 10;
}

/* Adds the text without its escapes; false where one is none. */
static bool
unescape(struct span s, struct buf *b)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	for (size_t i = 0; i < s.len; i++) {
		struct span code = { s.p + i + 2, s.len - i - 2 };
		const char *which;
		size_t n;

		if (s.p[i] != '\\') {
			buf_byte(b, s.p[i]);
			continue;
		}
		if (++i == s.len)
			return false;
		which = memchr(from, s.p[i], sizeof from - 1);
		if (which) {
			buf_byte(b, to[which - from]);
			continue;
		}
		n = s.p[i] == 'u' ? unescape_code(code, b) : 0;
		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

/* The place within another: of a member by its name, or of elements. NOWHERE
 * where there are too many. */
static int
place_in(struct reading *r, int parent, bool any)
{
	struct json_places *p = r->places;
	struct span name = any ? SPAN("") : buf_span(&r->name);
	int *link, n = 0;

	if (parent == NOWHERE)
		return NOWHERE;
	link = &p->list[parent].child;
	for (; *link >= 0; link = &p->list[*link].next, n++)
		if (p->list[*link].any == any &&
		    span_eq(buf_span(&p->list[*link].name), name))
			return *link;
	if (p->n == JSON_PLACES_MAX || n == JSON_PLACES_MEMBERS)
		return NOWHERE;
	*link = (int)p->n;
	p->list[p->n] = (struct json_place){ .any = any,
		.parent = parent,
		.child = -1,
		.next = -1,
		.at = (size_t)(r->rest.p - r->begin) };
	buf_add(&p->list[p->n].name, name);
	return (int)p->n++;
}

/* Counts a text or a number that may be an amount. */
static void
count_amount(struct json_place *p, struct span s)
{
	static const struct numeral_form form = { .decimal = 0 };
	struct money m;
	struct err e;

	if (money_parse(s, &form, SPAN("-"), &m, &e))
		return;
	if (memchr(s.p, '.', s.len) || memchr(s.p, ',', s.len))
		p->decimals++;
	else
		p->integers++;
}

static void
count_value(struct reading *r, int place, struct span s, bool text)
{
	struct json_place *p = &r->places->list[place];
	bool number = !text && s.len && (s.p[0] == '-' || s.p[0] <= '9');

	p->texts += text;
	p->numbers += number;
	p->others += !text && !number;
	if (!text && !number)
		return;
	if (p->texts + p->numbers == 1)
		p->example = s;
	if (number && (memchr(s.p, 'e', s.len) || memchr(s.p, 'E', s.len)))
		p->exponents++;
	else
		count_amount(p, s);
}

/* A text, a number, true, false or null. */
static bool
read_scalar(struct reading *r, int place)
{
	struct span s;
	bool text = *r->rest.p == '"';
	size_t n = 0;

	if (text) {
		if (!take_text(r, &s))
			return false;
	} else {
		while (
		    n < r->rest.len && !memchr(",]} \t\r\n", r->rest.p[n], 7))
			n++;
		s = (struct span){ r->rest.p, n };
		pass(r, n);
	}
	if (s.len == 0 && !text)
		return false;
	if (place != NOWHERE)
		count_value(r, place, s, text);
	return true;
}

static bool read_value(struct reading *, int place);

static bool
read_members(struct reading *r, int place)
{
	struct span name;

	if (passes(r, '}'))
		return true;
	do {
		buf_clear(&r->name);
		if (!take_text(r, &name) || !passes(r, ':') ||
		    !unescape(name, &r->name) ||
		    !read_value(r, place_in(r, place, false)))
			return false;
	} while (passes(r, ','));
	return passes(r, '}');
}

static bool
read_elements(struct reading *r, int place)
{
	int within;

	if (passes(r, ']'))
		return true;
	within = place_in(r, place, true);
	do
		if (!read_value(r, within))
			return false;
	while (passes(r, ','));
	return passes(r, ']');
}

static bool
read_value(struct reading *r, int place)
{
	bool good;

	pass_blanks(r);
	if (!r->rest.len || r->depth == DEPTH_MAX)
		return false;
	if (*r->rest.p != '{' && *r->rest.p != '[')
		return read_scalar(r, place);
	if (place != NOWHERE) {
		struct json_place *p = &r->places->list[place];

		p->objects += *r->rest.p == '{';
		p->arrays += *r->rest.p == '[';
	}
	r->depth++;
	if (passes(r, '{')) {
		good = read_members(r, place);
	} else {
		pass(r, 1);
		good = read_elements(r, place);
	}
	r->depth--;
	return good;
}

void
json_places_read(struct json_places *p, struct span text)
{
	struct reading r = { .places = p, .rest = text, .begin = text.p };

	*p = (struct json_places){ .n = 1 };
	p->list = mem_zeroed(JSON_PLACES_MAX, sizeof *p->list);
	p->list[0] =
	    (struct json_place){ .parent = -1, .child = -1, .next = -1 };
	do
		pass_blanks(&r);
	while (r.rest.len && read_value(&r, 0));
	buf_free(&r.name);
}

void
json_places_free(struct json_places *p)
{
	for (size_t i = 0; i < p->n; i++)
		buf_free(&p->list[i].name);
	free(p->list);
	*p = (struct json_places){ 0 };
}
