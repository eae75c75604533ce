#include "template/template.h"

#include "base/mem.h"

/* Where a line is taken apart. */
struct reading {
	struct template *t;
	enum template_part part;
	uint64_t line;
	struct template_open *open;
	struct err *why;
};

static struct template_node *
add_node(struct reading *r, enum template_kind kind, struct span text)
{
	struct template *t = r->t;
	struct template_node *n;

	t->nodes =
	    mem_grow(t->nodes, &t->cap_nodes, t->n_nodes + 1, sizeof *t->nodes);
	n = &t->nodes[t->n_nodes++];
	*n = (struct template_node){ .kind = kind,
		.text = text,
		.inner = TEMPLATE_ESCAPES,
		.escape = t->parts[r->part].escape,
		.line = r->line };
	return n;
}

static void
add_text(struct reading *r, struct span text)
{
	if (text.len)
		add_node(r, NODE_TEXT, text);
}

static int
fail(struct reading *r, const char *what, struct span tag)
{
	return err_set(r->why, ST_FAIL, "{{%s}}: %s", excerpt(tag).s, what);
}

/* A name may have blanks and points in it, as columns of bills have. */
static bool
is_name(struct span s)
{
	if (s.len == 0 || strchr("&<>=$*{", s.p[0]))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] < 0x20 || strchr("{}|", s.p[i]))
			return false;
	return true;
}

static int
open_section(struct reading *r, enum template_kind kind, struct span name)
{
	if (!is_name(name))
		return fail(r, "no name", name);
	if (r->open->n == TEMPLATE_DEPTH)
		return fail(r, "too many sections within one another", name);
	r->open->nodes[r->open->n++] = r->t->n_nodes;
	add_node(r, kind, name);
	return 0;
}

static int
close_section(struct reading *r, struct span name)
{
	struct template_node *begin;

	if (r->open->n == 0)
		return fail(r, "closes no section", name);
	begin = &r->t->nodes[r->open->nodes[--r->open->n]];
	if (!span_eq(begin->text, name))
		return fail(
		    r, "closes a section that is not the last one", name);
	begin->end = r->t->n_nodes;
	add_node(r, NODE_END, name);
	return 0;
}

/* What stands behind a "|". */
static int
add_filter(
    struct reading *r, struct template_node *n, struct span name, bool *escaped)
{
	enum template_escape escape = template_escape_find(name);
	bool is_json = escape == TEMPLATE_JSON || escape == TEMPLATE_STRING;

	if (!*escaped && span_eq(name, SPAN("words"))) {
		n->words = true;
	} else if (!*escaped && span_eq(name, SPAN("link"))) {
		n->link = true;
	} else if (escape == TEMPLATE_ESCAPES) {
		return fail(r, "no filter, or not in this place", name);
	} else if (!*escaped) {
		n->escape = escape;
		*escaped = true;
	} else if (is_json && n->inner == TEMPLATE_ESCAPES) {
		n->inner = n->escape;
		n->escape = escape;
	} else {
		return fail(r,
		    "a second escape, which only json and string "
		    "may be",
		    name);
	}
	return 0;
}

/* In [html] nothing but HTML is harmless, in [data] nothing but JSON. */
static int
settle(struct reading *r, struct template_node *n)
{
	bool is_json =
	    n->escape == TEMPLATE_JSON || n->escape == TEMPLATE_STRING;

	if (r->part == TEMPLATE_BODY && n->escape != TEMPLATE_HTML)
		return fail(r, "in [html] html is the only escape", n->text);
	if (r->part == TEMPLATE_DATA && !is_json) {
		n->inner = n->escape;
		n->escape = TEMPLATE_JSON;
	}
	return 0;
}

static int
add_value(struct reading *r, struct span tag)
{
	struct span rest = tag, piece = tag;
	struct template_node *n;
	const char *bar = memchr(tag.p, '|', tag.len);
	bool escaped = false;

	if (bar)
		piece.len = (size_t)(bar - tag.p);
	rest.p += piece.len;
	rest.len -= piece.len;
	piece = span_trim(piece);
	n = add_node(r, NODE_VALUE, piece);
	if (piece.len > 1 && piece.p[piece.len - 1] == '?') {
		n->optional = true;
		n->text = span_trim((struct span){ piece.p, piece.len - 1 });
	}
	if (!is_name(n->text))
		return fail(r, "no tag", tag);
	while (span_take(&rest, '|')) {
		bar = rest.len ? memchr(rest.p, '|', rest.len) : NULL;
		piece = rest;
		if (bar)
			piece.len = (size_t)(bar - rest.p);
		if (add_filter(r, n, span_trim(piece), &escaped))
			return -1;
		rest.p += piece.len;
		rest.len -= piece.len;
	}
	return settle(r, n);
}

static int
add_tag(struct reading *r, struct span tag)
{
	struct span name = span_trim(tag);

	if (span_take(&name, '!'))
		return 0;
	if (span_take(&name, '#'))
		return open_section(r, NODE_SECTION, span_trim(name));
	if (span_take(&name, '^'))
		return open_section(r, NODE_INVERTED, span_trim(name));
	if (span_take(&name, '/'))
		return close_section(r, span_trim(name));
	if (name.len == 0)
		return fail(r, "no tag", name);
	return add_value(r, name);
}

/* Where two of c stand; s.len where they do not. */
static size_t
find_two(struct span s, char c)
{
	for (size_t i = 0; i + 1 < s.len; i++)
		if (s.p[i] == c && s.p[i + 1] == c)
			return i;
	return s.len;
}

/* A tag that shows nothing, alone on its line. */
static bool
is_alone(struct span line, struct span *tag)
{
	struct span s = span_trim((struct span){ line.p, span_line(line) });
	struct span inner;

	if (s.len < 5 || !span_begins(s, SPAN("{{")))
		return false;
	inner = (struct span){ s.p + 2, s.len - 2 };
	if (find_two(inner, '}') + 2 != inner.len)
		return false;
	inner.len -= 2;
	*tag = inner;
	inner = span_trim(inner);
	return inner.len > 0 && strchr("!#^/", inner.p[0]);
}

int
template_line(struct template *t, enum template_part part, struct span line,
    uint64_t number, struct template_open *open, struct err *e)
{
	struct reading r = { t, part, number, open, e };
	struct span rest = line, tag;

	if (is_alone(line, &tag))
		return add_tag(&r, tag);
	for (;;) {
		size_t at = find_two(rest, '{'), end;

		add_text(&r, (struct span){ rest.p, at });
		if (at == rest.len)
			return 0;
		rest.p += at + 2;
		rest.len -= at + 2;
		end = find_two(rest, '}');
		if (end == rest.len)
			return err_set(e, ST_FAIL,
			    "a tag does not end on its line: {{%s",
			    excerpt((struct span){ rest.p, span_line(rest) })
				.s);
		if (add_tag(&r, (struct span){ rest.p, end }))
			return -1;
		rest.p += end + 2;
		rest.len -= end + 2;
	}
}
