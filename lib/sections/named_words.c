#include "sections/named_words.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sections/plain_name.h"

/* While a text is taken apart: what is left of it, and where bytes go. */
struct taking {
	struct named_words *words;
	struct span left;
	size_t len;   /* bytes written */
	size_t begun; /* where the bytes of the piece begin */
	bool first;   /* nothing of the word was taken */
};

static void
add_piece(struct taking *t, bool is_name)
{
	struct named_words *w = t->words;

	w->list = mem_grow(w->list, &w->cap, w->n + 1, sizeof *w->list);
	w->list[w->n++] =
	    (struct named_piece){ { w->bytes + t->begun, t->len - t->begun },
		    is_name, t->first };
	w->n_words += t->first;
	t->first = false;
	t->begun = t->len;
}

/* The bytes so far that are none of a name. */
static void
end_bytes(struct taking *t)
{
	if (t->len > t->begun)
		add_piece(t, false);
}

static void
take_byte(struct taking *t)
{
	t->words->bytes[t->len++] = *t->left.p;
	t->left.p++;
	t->left.len--;
}

static int
take_name(struct taking *t, struct err *e)
{
	const char *end =
	    t->left.len ? memchr(t->left.p, '}', t->left.len) : NULL;
	size_t n = end ? (size_t)(end - t->left.p) : 0;
	struct span name = { t->left.p, n };

	if (!end)
		return err_set(
		    e, ST_FAIL, "a \"{\" is not closed; {{ stands for a brace");
	name = span_trim(name);
	if (!plain_name_is_ref(name))
		return err_set(e, ST_FAIL,
		    "{%s} is no name in braces; {{ stands for a brace",
		    excerpt(name).s);
	end_bytes(t);
	memcpy(t->words->bytes + t->len, name.p, name.len);
	t->len += name.len;
	add_piece(t, true);
	t->left.p += n + 1;
	t->left.len -= n + 1;
	return 0;
}

/* A byte, a brace or a name. */
static int
take_part(struct taking *t, struct err *e)
{
	if (*t->left.p != '{') {
		take_byte(t);
		return 0;
	}
	if (t->left.len > 1 && t->left.p[1] == '{') {
		take_byte(t);
		span_take(&t->left, '{');
		return 0;
	}
	span_take(&t->left, '{');
	return take_name(t, e);
}

/* Up to the quote that ends it; the first was taken. */
static int
take_quoted(struct taking *t, struct err *e)
{
	while (t->left.len) {
		if (*t->left.p == '"') {
			span_take(&t->left, '"');
			if (t->left.len == 0 || *t->left.p != '"')
				return 0;
			take_byte(t);
		} else if (take_part(t, e)) {
			return -1;
		}
	}
	return err_set(e, ST_FAIL, "a quote is not closed");
}

static int
take_word(struct taking *t, struct err *e)
{
	t->first = true;
	while (t->left.len && *t->left.p != ' ' && *t->left.p != '\t')
		if (span_take(&t->left, '"') ? take_quoted(t, e)
					     : take_part(t, e))
			return -1;
	if (t->len > t->begun || t->first)
		add_piece(t, false);
	return 0;
}

/* Ready to be taken apart: no more bytes come out than go in. */
static int
begin(struct taking *t, struct named_words *w, struct span text, struct err *e)
{
	*w = (struct named_words){ .bytes = mem_alloc(text.len + 1) };
	*t = (struct taking){ .words = w, .left = text, .first = true };
	if (text.len && memchr(text.p, '\0', text.len))
		return err_set(e, ST_FAIL, "a NUL in it");
	return 0;
}

int
named_words_parse(struct named_words *w, struct span text, struct err *e)
{
	struct taking t;
	int r = begin(&t, w, span_trim(text), e);

	if (r == 0 && t.left.len == 0)
		r = err_set(e, ST_FAIL, "no command");
	while (r == 0 && t.left.len) {
		r = take_word(&t, e);
		t.left = span_trim(t.left);
	}
	if (r)
		named_words_free(w);
	return r;
}

int
named_words_parse_text(struct named_words *w, struct span text, struct err *e)
{
	struct taking t;
	int r = begin(&t, w, text, e);

	while (r == 0 && t.left.len)
		r = take_part(&t, e);
	if (r) {
		named_words_free(w);
		return -1;
	}
	end_bytes(&t);
	return 0;
}

struct span
named_words_command(const struct named_words *w)
{
	if (w->n == 0 || w->list[0].is_name || (w->n > 1 && !w->list[1].begins))
		return (struct span){ "", 0 };
	return w->list[0].text;
}

bool
named_words_led_by(const struct named_words *w, struct span name)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].begins && w->list[i].is_name &&
		    span_eq(w->list[i].text, name))
			return true;
	return false;
}

static int
add_piece_made(const struct named_piece *p, named_lookup *lookup, void *arg,
    struct buf *b, struct err *e)
{
	struct span v = p->text;

	if (p->is_name && !lookup(arg, p->text, &v))
		return err_set(
		    e, ST_DATA, "{%s} has no value", excerpt(p->text).s);
	if (p->is_name && v.len && memchr(v.p, '\0', v.len))
		return err_set(
		    e, ST_DATA, "{%s} has a NUL in it", excerpt(p->text).s);
	buf_add(b, v);
	return 0;
}

/* Makes the word that begins with piece *i, which is then behind it. */
static int
make_word(const struct named_words *w, size_t *i, named_lookup *lookup,
    void *arg, struct buf *b, struct err *e)
{
	const struct named_piece *first = &w->list[*i];

	buf_clear(b);
	do {
		if (add_piece_made(&w->list[*i], lookup, arg, b, e))
			return -1;
		++*i;
	} while (*i < w->n && !w->list[*i].begins);
	if (first->is_name && b->len && *b->p == '-')
		return err_set(e, ST_DATA,
		    "\"%s\": a value, {%s}, would be an option: nothing but "
		    "what the flow says begins a word with \"-\"",
		    excerpt(buf_span(b)).s, excerpt(first->text).s);
	return 0;
}

static void
add_word(struct words *to, struct span word)
{
	to->argv = mem_grow(to->argv, &to->cap, to->n + 2, sizeof *to->argv);
	to->argv[to->n++] = mem_dup(word);
	to->argv[to->n] = NULL;
}

int
named_words_make(const struct named_words *w, named_lookup *lookup, void *arg,
    struct words *to, struct err *e)
{
	struct buf b = { 0 };
	size_t before = to->n, i = 0;
	int r = 0;

	while (r == 0 && i < w->n) {
		r = make_word(w, &i, lookup, arg, &b, e);
		if (r == 0)
			add_word(to, buf_span(&b));
	}
	buf_free(&b);
	while (r && to->n > before) {
		free(to->argv[--to->n]);
		to->argv[to->n] = NULL;
	}
	return r;
}

int
named_words_make_text(const struct named_words *w, named_lookup *lookup,
    void *arg, struct buf *to, struct err *e)
{
	size_t before = to->len;

	for (size_t i = 0; i < w->n; i++)
		if (add_piece_made(&w->list[i], lookup, arg, to, e)) {
			to->len = before;
			return -1;
		}
	return 0;
}

void
named_words_free(struct named_words *w)
{
	free(w->bytes);
	free(w->list);
	*w = (struct named_words){ 0 };
}

static void
quote(struct buf *b, const char *word, const char *doubled)
{
	bool quoted = !word[0] || strpbrk(word, " \t\"");

	if (quoted)
		buf_byte(b, '"');
	for (const char *p = word; *p; p++) {
		if (strchr(doubled, *p))
			buf_byte(b, *p);
		buf_byte(b, *p);
	}
	if (quoted)
		buf_byte(b, '"');
}

void
named_words_quote(struct buf *b, const char *word)
{
	quote(b, word, "\"");
}

void
named_words_quote_plain(struct buf *b, const char *text)
{
	quote(b, text, "\"{");
}
