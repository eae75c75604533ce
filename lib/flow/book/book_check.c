#include "flow/book/book_check.h"

#include "flow/book/book_words.h"
#include "flow/file/flow_words.h"

/* Who is told, and of what. */
struct checking {
	const struct book *book;
	struct told *told;
};

static void
lacks(struct checking *c, const struct book_section *s, const char *key)
{
	if (s && !book_entry(s, key))
		told_add(c->told, c->book->path, s->line,
		    "[%s%s%s] says no %s =", book_part_name(s->part),
		    s->name[0] ? " " : "", s->name, key);
}

/* Of the two one is said, not both. */
static void
one_of(struct checking *c, const struct book_section *s, const char *one,
    const char *other)
{
	const struct book_entry *both = book_entry(s, other);

	if (!book_entry(s, one) && !both)
		told_add(c->told, c->book->path, s->line,
		    "[%s] says neither %s = nor %s =", book_part_name(s->part),
		    one, other);
	else if (book_entry(s, one) && both)
		told_add(c->told, c->book->path, both->line,
		    "%s: there is %s = already, and one of the two is enough",
		    other, one);
}

/* A key that goes with another one, or does not. */
static void
goes_with(struct checking *c, const struct book_section *s, const char *key,
    bool does, const char *words)
{
	const struct book_entry *entry = book_entry(s, key);

	if (entry && !does)
		told_add(
		    c->told, c->book->path, entry->line, "%s: %s", key, words);
}

static void
check_side(struct checking *c, enum book_part part)
{
	const struct book_section *s = book_section(c->book, part);

	if (!s) {
		told_add(c->told, c->book->path, 0, "there is no [%s]",
		    book_part_name(part));
		return;
	}
	one_of(c, s, "fetch", "run");
	if (!book_entry(s, "profile") &&
	    (!book_entry(s, "key") || !book_entry(s, "amount")))
		told_add(c->told, c->book->path, s->line,
		    "[%s] says no profile =, and not both key = and amount =",
		    book_part_name(part));
}

static void
check_rest(struct checking *c)
{
	const struct book_section *join = book_section(c->book, BOOK_JOIN);
	const struct book_section *roll = book_section(c->book, BOOK_ROLL);
	bool sums = !strcmp(book_value(join, "match", "pairs"), "sums");

	goes_with(c, join, "sum-of", !sums,
	    "with match = sums all of a side are added up already");
	goes_with(c, join, "date-window", !sums,
	    "with match = sums there are many dates in a sum");
	goes_with(c, roll, "holidays", book_entry(roll, "overdue") != NULL,
	    "it is for overdue =, which is not said");
	if (book_section(c->book, BOOK_CHANNELS))
		goes_with(c, roll, "state",
		    strstr(book_value(roll, "state", ""), "{channel}") != NULL,
		    "each channel has a state of its own: {channel} in it");
	lacks(c, book_section(c->book, BOOK_CHANNELS), "list");
	lacks(c, book_section(c->book, BOOK_REVIEW), "group");
	lacks(c, book_section(c->book, BOOK_STORE), "db");
	for (size_t i = 0; i < c->book->n; i++)
		if (c->book->list[i].part == BOOK_NOTIFY)
			lacks(c, &c->book->list[i], "target");
}

/* Has a value this name in what is made of the book? */
static bool
is_known(const struct book *b, struct span name)
{
	if (span_eq(name, SPAN("date")) ||
	    (span_eq(name, SPAN("channel")) && book_section(b, BOOK_CHANNELS)))
		return true;
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].part == BOOK_PARAM &&
		    span_eq(name, span_str(b->list[i].name)))
			return true;
	return false;
}

static void
check_params(struct checking *c)
{
	const struct book *b = c->book;

	for (size_t i = 0; i < b->n; i++) {
		const struct book_section *s = &b->list[i];

		if (s->part != BOOK_PARAM)
			continue;
		if (!strcmp(s->name, "date"))
			told_add(c->told, b->path, s->line,
			    "[param date] is there without being said");
		else if (!strcmp(s->name, "channel") &&
		    book_section(b, BOOK_CHANNELS))
			told_add(c->told, b->path, s->line,
			    "[param channel] is there by [channels]");
	}
}

/* What a value would be as words of a command, and the names in it. */
static void
check_names(struct checking *c, const struct book_key *key,
    const struct book_entry *entry)
{
	struct flow_words w = { 0 };
	struct buf b = { 0 };
	struct err e;
	int r;

	if (!strcmp(key->name, "run"))
		book_words_of_file(&b, entry->value, "file");
	else if (!strcmp(key->name, "fetch"))
		book_words_of_fetch(&b, entry->value);
	else
		buf_str(&b, entry->value);
	r = key->kind == BOOK_WORDS
	    ? flow_words_parse(&w, buf_span(&b), &e)
	    : flow_words_parse_text(&w, buf_span(&b), &e);
	if (r)
		told_add(c->told, c->book->path, entry->line, "%s: %s",
		    entry->key, e.text);
	for (size_t i = 0; r == 0 && i < w.n; i++)
		if (w.list[i].is_name && !is_known(c->book, w.list[i].text))
			told_add(c->told, c->book->path, entry->line,
			    "%s: nobody has the name \"%s\"; a parameter is "
			    "declared, [param %s]",
			    entry->key, excerpt(w.list[i].text).s,
			    excerpt(w.list[i].text).s);
	flow_words_free(&w);
	buf_free(&b);
}

static void
check_section(struct checking *c, const struct book_section *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct book_key *key =
		    book_key(s->part, s->entries[i].key);

		if (key && s->entries[i].value[0] &&
		    (key->kind == BOOK_WORDS || key->kind == BOOK_VALUE))
			check_names(c, key, &s->entries[i]);
	}
}

void
book_check(const struct book *b, struct told *told)
{
	struct checking c = { b, told };

	check_side(&c, BOOK_LEFT);
	check_side(&c, BOOK_RIGHT);
	check_rest(&c);
	check_params(&c);
	for (size_t i = 0; i < b->n; i++)
		check_section(&c, &b->list[i]);
}
