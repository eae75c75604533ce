#include "cut/book/join_options.h"

#include "sections/named_words.h"
#include "text/tsv.h"

static const struct join_option {
	const char *name;
	char letter;
	bool flag;
	bool same; /* the same is found with it: facts tell nothing of it */
} all[] = {
	{ "aggregate", 'g', true, false },
	{ "tolerance", 0, false, false },
	{ "tolerance-total", 0, false, false },
	{ "date-window", 0, false, false },
	{ "sum-of", 0, false, false },
	{ "sum-of-steps", 0, false, false },
	{ "unique", 0, false, false },
	{ "compare", 0, false, false },
	{ "threads", 'j', false, true },
	{ "memory", 'S', false, true },
	{ "temp", 'T', false, true },
};

enum { N = sizeof all / sizeof *all };

/* What facts tell, and what is found is the same with it. */
static const char *const told[] = { "exit-code", "require-total", "plain",
	"stream-version" };

/* The option that a word is; *value is what stands in the same word, or {0}.
 * NULL: it is none. */
static const struct join_option *
find(struct span word, struct span *value)
{
	bool is_long = span_begins(word, SPAN("--"));
	const char *is = is_long ? memchr(word.p, '=', word.len) : NULL;
	struct span name = word;

	*value = (struct span){ 0 };
	if (is_long)
		name = (struct span){ word.p + 2,
			(is ? (size_t)(is - word.p) : word.len) - 2 };
	if (is)
		*value = (struct span){ is + 1,
			word.len - (size_t)(is + 1 - word.p) };
	else if (!is_long && word.len > 2)
		*value = (struct span){ word.p + 2, word.len - 2 };
	for (size_t i = 0; i < N; i++)
		if (is_long ? span_eq(name, span_str(all[i].name))
			    : word.len > 1 && word.p[0] == '-' &&
			    all[i].letter && word.p[1] == all[i].letter)
			return &all[i];
	return NULL;
}

static bool
find_none(void *arg, struct span name, struct span *value)
{
	(void)arg;
	(void)name;
	(void)value;
	return false;
}

static int
make_words(struct words *w, struct span text, struct err *e)
{
	struct named_words words = { 0 };
	int r = named_words_parse(&words, text, e);

	if (r == 0)
		r = named_words_make(&words, find_none, NULL, w, e);
	named_words_free(&words);
	return r;
}

static void
put(struct buf *b, struct span name, struct span value)
{
	buf_printf(b, "%s--%.*s", b->len ? " " : "", (int)name.len, name.p);
	if (value.p)
		buf_printf(b, " %.*s", (int)value.len, value.p);
}

/* One option, at *i among the words, which moves behind it. It is added, unless
 * b is NULL. */
static int
take(const struct words *w, size_t *i, struct buf *b, struct err *e)
{
	struct span word = span_str(w->argv[*i]), value;
	const struct join_option *o = find(word, &value);

	++*i;
	if (!o || (o->flag && value.p))
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of the options of recon-join that a pair "
		    "can have",
		    excerpt(word).s);
	if (!o->flag && !value.p) {
		if (*i == w->n)
			return err_set(
			    e, ST_FAIL, "--%s: it takes a value", o->name);
		value = span_str(w->argv[(*i)++]);
	}
	if (b && !o->same)
		put(b, span_str(o->name), value);
	return 0;
}

static int
walk(struct span text, struct buf *b, struct err *e)
{
	struct words w = { 0 };
	int r = make_words(&w, text, e);

	for (size_t i = 0; r == 0 && i < w.n;)
		r = take(&w, &i, b, e);
	words_free(&w);
	return r;
}

int
join_options_check(struct span text, struct err *e)
{
	return walk(text, NULL, e);
}

void
join_options_put(struct buf *b, struct span text)
{
	struct err ignored; /* it was checked */

	if (text.len)
		walk(text, b, &ignored);
}

void
join_options_put_told(struct buf *b, struct span name, struct span value)
{
	struct buf plain = { 0 };

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (span_eq(name, span_str(told[i])))
			return;
	for (size_t i = 0; i < N; i++)
		if (all[i].flag && span_eq(name, span_str(all[i].name)))
			value = (struct span){ 0 };
	if (value.p)
		tsv_unescape(&plain, value);
	put(b, name, value.p ? buf_span(&plain) : value);
	buf_free(&plain);
}
