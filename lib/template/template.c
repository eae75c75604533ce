#include "template/template.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/installed.h"
#include "io/lines.h"
#include "text/utf8.h"

static const char *const part_names[TEMPLATE_PARTS] = {
	[TEMPLATE_TITLE] = "title",
	[TEMPLATE_TEXT] = "text",
	[TEMPLATE_BODY] = "html",
	[TEMPLATE_DATA] = "data",
};

/* While a template is read. */
enum place { BEFORE_ALL = TEMPLATE_PARTS, IN_WORDS };

struct reading {
	struct template *t;
	unsigned place; /* a template_part, or a place */
	bool has_words;
	struct template_open open;
	struct err *why;
};

char *
template_find(
    const char *name, const char *lang, const char *installed, struct err *e)
{
	const char *point = strrchr(name, '.');
	struct buf suffix = { 0 };
	struct installed places = {
		.what = "template", .env = "RECON_TEMPLATES", .dir = installed
	};
	char *path;

	buf_printf(&suffix, ".%s", point ? point + 1 : lang ? lang : "en");
	buf_byte(&suffix, '\0');
	places.suffix = suffix.p;
	path = installed_find(&places, name, e);
	buf_free(&suffix);
	return path;
}

static int
end_part(struct reading *r)
{
	struct template *t = r->t;
	const struct template_node *n;

	if (r->place >= TEMPLATE_PARTS)
		return 0;
	t->parts[r->place].end = t->n_nodes;
	if (r->open.n == 0)
		return 0;
	n = &t->nodes[r->open.nodes[r->open.n - 1]];
	err_set(r->why, ST_FAIL, "{{%c%s}} is not closed",
	    n->kind == NODE_SECTION ? '#' : '^', excerpt(n->text).s);
	return err_at(r->why, t->name, n->line);
}

/* The escape that the values of a part have, unless they name another. */
static bool
escape_of(unsigned part, struct span name, enum template_escape *escape)
{
	static const enum template_escape usual[TEMPLATE_PARTS] = {
		[TEMPLATE_TITLE] = TEMPLATE_PLAIN,
		[TEMPLATE_TEXT] = TEMPLATE_PLAIN,
		[TEMPLATE_BODY] = TEMPLATE_HTML,
		[TEMPLATE_DATA] = TEMPLATE_JSON,
	};

	*escape = name.len ? template_escape_find(name) : usual[part];
	return name.len == 0 ||
	    (part == TEMPLATE_TEXT &&
		(*escape == TEMPLATE_PLAIN || *escape == TEMPLATE_MARKDOWN ||
		    *escape == TEMPLATE_MRKDWN || *escape == TEMPLATE_CHAT));
}

/* A line of nothing but [WORD] or [WORD WORD]. */
static bool
is_heading(struct span line, struct span *name, struct span *escape)
{
	const char *blank;

	line = span_trim(line);
	if (line.len < 3 || line.p[0] != '[' || line.p[line.len - 1] != ']')
		return false;
	*name = (struct span){ line.p + 1, line.len - 2 };
	for (size_t i = 0; i < name->len; i++)
		if ((name->p[i] < 'a' || name->p[i] > 'z') && name->p[i] != ' ')
			return false;
	blank = memchr(name->p, ' ', name->len);
	*escape = SPAN("");
	if (blank) {
		size_t n = (size_t)(blank - name->p);

		*escape = span_trim((struct span){ blank, name->len - n });
		name->len = n;
	}
	return true;
}

static int
begin_part(struct reading *r, struct span name, struct span escape)
{
	unsigned i = 0;

	while (i < TEMPLATE_PARTS && !span_eq(name, span_str(part_names[i])))
		i++;
	if (i == TEMPLATE_PARTS && span_eq(name, SPAN("words")) &&
	    !escape.len && !r->has_words) {
		r->place = IN_WORDS;
		r->has_words = true;
		return 0;
	}
	if (i == TEMPLATE_PARTS || r->t->parts[i].is_there ||
	    !escape_of(i, escape, &r->t->parts[i].escape))
		return err_set(r->why, ST_FAIL,
		    "[%s%s%s] is no section, or is there twice",
		    excerpt(name).s, escape.len ? " " : "", excerpt(escape).s);
	r->place = i;
	r->t->parts[i].is_there = true;
	r->t->parts[i].first = r->t->n_nodes;
	return 0;
}

static int
add_word(struct reading *r, struct span line)
{
	struct template *t = r->t;
	const char *is = line.len ? memchr(line.p, '=', line.len) : NULL;
	struct span name;

	if (line.len == 0 || line.p[0] == '#')
		return 0;
	if (!is)
		return err_set(
		    r->why, ST_FAIL, "no NAME = WORD: %s", excerpt(line).s);
	name = span_trim((struct span){ line.p, (size_t)(is - line.p) });
	t->words =
	    mem_grow(t->words, &t->cap_words, t->n_words + 1, sizeof *t->words);
	t->words[t->n_words++] = (struct template_word){ name,
		span_trim((struct span){
		    is + 1, line.len - (size_t)(is + 1 - line.p) }) };
	return 0;
}

static int
add_line(struct reading *r, struct span line, uint64_t number)
{
	struct span text = span_trim((struct span){ line.p, span_line(line) });

	if (r->place == IN_WORDS)
		return add_word(r, text);
	if (r->place < TEMPLATE_PARTS)
		return template_line(r->t, (enum template_part)r->place, line,
		    number, &r->open, r->why);
	if (text.len && text.p[0] != '#')
		return err_set(r->why, ST_FAIL,
		    "text before the first section: %s", excerpt(text).s);
	return 0;
}

static int
add_lines(struct reading *r)
{
	struct span rest = buf_span(&r->t->source), name, escape;
	uint64_t number = 0;

	while (rest.len) {
		size_t n = span_line(rest);
		struct span line = { rest.p, n + (n < rest.len) };
		int result;

		number++;
		if (is_heading((struct span){ rest.p, n }, &name, &escape))
			result = end_part(r) ? -2 : begin_part(r, name, escape);
		else
			result = add_line(r, line, number);
		if (result) /* a section that is not closed has its line */
			return result == -2
			    ? -1
			    : err_at(r->why, r->t->name, number);
		rest.p += line.len;
		rest.len -= line.len;
	}
	return end_part(r);
}

/* Line ends as Windows has them are taken for LF. */
static void
copy(struct buf *to, struct span from)
{
	if (span_begins(from, SPAN("\xef\xbb\xbf")))
		from = (struct span){ from.p + 3, from.len - 3 };
	for (size_t i = 0; i < from.len; i++)
		if (from.p[i] != '\r' ||
		    (i + 1 < from.len && from.p[i + 1] != '\n'))
			buf_byte(to, from.p[i] == '\r' ? '\n' : from.p[i]);
}

int
template_parse(
    struct template *t, const char *name, struct span source, struct err *e)
{
	struct reading r = { .t = t, .place = BEFORE_ALL, .why = e };
	bool cut;

	*t = (struct template){ .name = mem_dup(span_str(name)) };
	copy(&t->source, source);
	if (source.len > TEMPLATE_MAX)
		err_set(e, ST_FAIL, "%s: more than %d bytes", t->name,
		    TEMPLATE_MAX);
	else if (utf8_valid(buf_span(&t->source), &cut) < t->source.len)
		err_set(e, ST_FAIL, "%s: no UTF-8", t->name);
	else if (add_lines(&r) == 0)
		return 0;
	template_free(t);
	return -1;
}

int
template_open(struct template *t, const char *path, struct err *e)
{
	struct buf source = { 0 };
	struct input in;
	int64_t n;
	int r = -1;

	if (input_open(&in, path, e))
		return -1;
	do {
		n = input_read(&in, buf_room(&source, 1 << 16), 1 << 16, e);
		source.len += n > 0 ? (size_t)n : 0;
	} while (n > 0 && source.len <= TEMPLATE_MAX);
	input_close(&in);
	if (n >= 0)
		r = template_parse(t, path, buf_span(&source), e);
	buf_free(&source);
	return r;
}

/* The word of a name that ends in "*", with what the value ends with. */
static void
add_word_for_rest(
    struct buf *b, const struct template_word *w, struct span value)
{
	struct span rest = { value.p + w->name.len - 1,
		value.len - (w->name.len - 1) };

	for (size_t i = 0; i < w->word.len; i++) {
		if (w->word.p[i] == '*')
			buf_add(b, rest);
		else
			buf_byte(b, w->word.p[i]);
	}
}

void
template_word_add(const struct template *t, struct buf *b, struct span value)
{
	for (size_t i = 0; i < t->n_words; i++) {
		const struct template_word *w = &t->words[i];
		size_t n = w->name.len;

		if (span_eq(w->name, value)) {
			buf_add(b, w->word);
			return;
		}
		if (n && w->name.p[n - 1] == '*' &&
		    span_begins(value, (struct span){ w->name.p, n - 1 })) {
			add_word_for_rest(b, w, value);
			return;
		}
	}
	buf_add(b, value);
}

void
template_free(struct template *t)
{
	free(t->name);
	free(t->nodes);
	free(t->words);
	buf_free(&t->source);
	*t = (struct template){ 0 };
}
