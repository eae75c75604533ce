#include "text/names.h"

#include <stdlib.h>

#include "base/mem.h"

void
names_add(struct names *n, struct span name)
{
	n->list = mem_grow(n->list, &n->cap, n->n + 1, sizeof *n->list);
	n->list[n->n++] = (struct span){ mem_dup(name), name.len };
}

/* What a letter behind a backslash stands for, 0 for one that is no escape. */
static char
escape(char c)
{
	switch (c) {
	case ',':
	case '\\':
		return c;
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	}
	return '\0';
}

static int
hex(char c)
{
	const char *digits = "0123456789abcdef", *at;

	at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* Takes a byte off text, or what an escape stands for. */
static char
take_byte(struct span *text)
{
	const char *p = text->p;
	size_t n = 1;
	char c = *p;

	if (c == '\\' && text->len > 1 && escape(p[1])) {
		c = escape(p[1]);
		n = 2;
	} else if (c == '\\' && text->len > 3 && p[1] == 'x' &&
	    hex(p[2]) >= 0 && hex(p[3]) >= 0) {
		c = (char)(hex(p[2]) << 4 | hex(p[3]));
		n = 4;
	}
	text->p += n;
	text->len -= n;
	return c;
}

/* Takes the name up to the next comma off text, unescaped into b. */
static void
take(struct span *text, struct buf *b)
{
	buf_clear(b);
	while (text->len && *text->p != ',')
		buf_byte(b, take_byte(text));
}

int
names_parse(struct names *n, struct span text, struct err *e)
{
	struct buf b = { 0 };
	struct span all = text, name;

	for (;;) {
		take(&text, &b);
		name = span_trim(buf_span(&b));
		if (name.len == 0) {
			buf_free(&b);
			return err_set(e, ST_FAIL, "\"%s\": an empty name",
			    excerpt(all).s);
		}
		names_add(n, name);
		if (text.len == 0)
			break;
		text.p++;
		text.len--;
	}
	buf_free(&b);
	return 0;
}

int
names_find(const struct names *n, struct span name)
{
	for (size_t i = 0; i < n->n; i++)
		if (span_eq(n->list[i], name))
			return (int)i;
	return -1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Takes the blanks off the begin of s: true if there were any. */
static bool
take_blanks(struct span *s)
{
	size_t n = 0;

	while (n < s->len && is_blank(s->p[n]))
		n++;
	s->p += n;
	s->len -= n;
	return n != 0;
}

bool
names_alike(struct span a, struct span b)
{
	while (a.len && b.len) {
		bool blanks = take_blanks(&a);

		if (blanks != take_blanks(&b))
			return false;
		if (blanks)
			continue;
		if (*a.p != *b.p)
			return false;
		a = (struct span){ a.p + 1, a.len - 1 };
		b = (struct span){ b.p + 1, b.len - 1 };
	}
	return a.len == b.len;
}

int
names_seek(const struct names *n, struct span name)
{
	int i = names_find(n, name);

	for (size_t j = 0; i < 0 && j < n->n; j++)
		if (names_alike(n->list[j], name))
			i = (int)j;
	return i;
}

void
names_join(struct buf *b, const struct names *n)
{
	for (size_t i = 0; i < n->n; i++) {
		if (i)
			buf_str(b, ", ");
		buf_add(b, n->list[i]);
	}
}

void
names_free(struct names *n)
{
	for (size_t i = 0; i < n->n; i++)
		free((char *)n->list[i].p);
	free(n->list);
	*n = (struct names){ 0 };
}

int
header_find(const struct header *h, struct span name)
{
	int i = names_find(&h->now, name);

	if (i < 0)
		i = names_find(&h->was, name);
	if (i < 0)
		i = names_seek(&h->now, name);
	return i >= 0 ? i : names_seek(&h->was, name);
}

int
header_need(const struct header *h, struct span name, struct err *e)
{
	struct buf seen = { 0 };
	int i = header_find(h, name);

	if (i >= 0)
		return i;
	names_join(&seen, &h->was);
	err_set(e, ST_DATA,
	    "the bill has no column %s; its columns are: "
	    "%.*s%s",
	    excerpt(name).s,
	    (int)(seen.len < ERR_CAP / 2 ? seen.len : ERR_CAP / 2), seen.p,
	    seen.len < ERR_CAP / 2 ? "" : "...");
	buf_free(&seen);
	return -1;
}

void
header_add(struct header *h, struct span name)
{
	names_add(&h->now, name);
	names_add(&h->was, name);
}

void
header_rename(struct header *h, size_t i, struct span name)
{
	free((char *)h->now.list[i].p);
	h->now.list[i] = (struct span){ mem_dup(name), name.len };
}

void
header_free(struct header *h)
{
	names_free(&h->now);
	names_free(&h->was);
}
