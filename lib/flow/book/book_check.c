#include "flow/book/book_check.h"

#include "flow/book/book_keys.h"
#include "flow/book/book_value.h"
#include "flow/book/book_words.h"
#include "sections/named_words.h"

/* Who is told, and of what. */
struct checking {
	const struct sections *book;
	struct told *told;
};

/* Of the two one is said, not both. */
static void
one_of(struct checking *c, const struct sections_section *s, const char *one,
    const char *other)
{
	const struct sections_entry *both = sections_entry(s, other);

	if (!sections_entry(s, one) && !both)
		told_add(c->told, c->book->path, s->line,
		    "[%s] says neither %s = nor %s =", book_part_name(s->part),
		    one, other);
	else if (sections_entry(s, one) && both)
		told_add(c->told, c->book->path, both->line,
		    "%s: there is %s = already, and one of the two is enough",
		    other, one);
}

/* A key that goes with another one, or does not. */
static void
goes_with(struct checking *c, const struct sections_section *s, const char *key,
    bool does, const char *words)
{
	const struct sections_entry *entry = sections_entry(s, key);

	if (entry && !does)
		told_add(
		    c->told, c->book->path, entry->line, "%s: %s", key, words);
}

static void
check_side(struct checking *c, enum book_part part)
{
	const struct sections_section *s = sections_find(c->book, part);

	if (!s) {
		told_add(c->told, c->book->path, 0, "there is no [%s]",
		    book_part_name(part));
		return;
	}
	one_of(c, s, "fetch", "run");
	if (!sections_entry(s, "profile") &&
	    (!sections_entry(s, "key") || !sections_entry(s, "amount")))
		told_add(c->told, c->book->path, s->line,
		    "[%s] says no profile =, and not both key = and amount =",
		    book_part_name(part));
}

static void
check_rest(struct checking *c)
{
	const struct sections_section *join = sections_find(c->book, BOOK_JOIN);
	const struct sections_section *roll = sections_find(c->book, BOOK_ROLL);
	bool sums = !strcmp(sections_value(join, "match", "pairs"), "sums");

	goes_with(c, join, "sum-of", !sums,
	    "with match = sums all of a side are added up already");
	goes_with(c, join, "date-window", !sums,
	    "with match = sums there are many dates in a sum");
	goes_with(c, roll, "holidays", sections_entry(roll, "overdue") != NULL,
	    "it is for overdue =, which is not said");
	if (sections_find(c->book, BOOK_CHANNELS))
		goes_with(c, roll, "state",
		    strstr(sections_value(roll, "state", ""), "{channel}") !=
			NULL,
		    "each channel has a state of its own: {channel} in it");
	sections_lacks(
	    c->book, sections_find(c->book, BOOK_CHANNELS), "list", c->told);
	sections_lacks(
	    c->book, sections_find(c->book, BOOK_REVIEW), "group", c->told);
	sections_lacks(
	    c->book, sections_find(c->book, BOOK_STORE), "db", c->told);
	for (size_t i = 0; i < c->book->n; i++)
		if (c->book->list[i].part == BOOK_NOTIFY)
			sections_lacks(
			    c->book, &c->book->list[i], "target", c->told);
}

/* Has a value this name in what is made of the book? */
static bool
is_known(const struct sections *b, struct span name)
{
	if (span_eq(name, SPAN("date")) ||
	    (span_eq(name, SPAN("channel")) && sections_find(b, BOOK_CHANNELS)))
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
	const struct sections *b = c->book;

	for (size_t i = 0; i < b->n; i++) {
		const struct sections_section *s = &b->list[i];

		if (s->part != BOOK_PARAM)
			continue;
		if (!strcmp(s->name, "date"))
			told_add(c->told, b->path, s->line,
			    "[param date] is there without being said");
		else if (!strcmp(s->name, "channel") &&
		    sections_find(b, BOOK_CHANNELS))
			told_add(c->told, b->path, s->line,
			    "[param channel] is there by [channels]");
	}
}

/* What a value would be as words of a command, and the names in it. */
static void
check_names(struct checking *c, const struct sections_key *key,
    const struct sections_entry *entry)
{
	struct named_words w = { 0 };
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
	    ? named_words_parse(&w, buf_span(&b), &e)
	    : named_words_parse_text(&w, buf_span(&b), &e);
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
	named_words_free(&w);
	buf_free(&b);
}

static void
check_section(struct checking *c, const struct sections_section *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct sections_key *key =
		    sections_key(&book_form, s->part, s->entries[i].key);

		if (key && s->entries[i].value[0] &&
		    (key->kind == BOOK_WORDS || key->kind == BOOK_VALUE))
			check_names(c, key, &s->entries[i]);
	}
}

void
book_check(const struct sections *b, struct told *told)
{
	struct checking c = { b, told };

	check_side(&c, BOOK_LEFT);
	check_side(&c, BOOK_RIGHT);
	check_rest(&c);
	check_params(&c);
	for (size_t i = 0; i < b->n; i++)
		check_section(&c, &b->list[i]);
}
