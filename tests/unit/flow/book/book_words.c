#include "flow/book/book_words.h"

#include "sections/named_words.h"
#include "test.h"

static struct buf b;

static const char *
text(void)
{
	buf_byte(&b, '\0');
	return b.p;
}

static const char *
word(const char *s)
{
	buf_clear(&b);
	named_words_quote(&b, s);
	return text();
}

static const char *
plain(const char *s)
{
	buf_clear(&b);
	named_words_quote_plain(&b, s);
	return text();
}

static const char *
of_file(const char *s)
{
	buf_clear(&b);
	book_words_of_file(&b, s, "w/{date}/x");
	return text();
}

static const char *
of_fetch(const char *s)
{
	buf_clear(&b);
	book_words_of_fetch(&b, s);
	return text();
}

static void
quoted(void)
{
	EXPECT_STR(word("a{b}c"), "a{b}c");
	EXPECT_STR(word("a b"), "\"a b\"");
	EXPECT_STR(word(""), "\"\"");
	EXPECT_STR(word("a\"b"), "\"a\"\"b\"");
	EXPECT_STR(plain("{x} y"), "\"{{x} y\"");
	EXPECT_STR(plain("账单"), "账单");
}

static void
names(void)
{
	EXPECT_STR(of_file("cp a {file}"), "cp a w/{date}/x");
	EXPECT_STR(
	    of_file("{file}{file} {{file}"), "w/{date}/xw/{date}/x {{file}");
	EXPECT_STR(of_file("{files} {"), "{files} {");
	EXPECT_STR(of_fetch("u/{date}/{date:%Y}"), "u/{date}/{{date:%Y}");
	EXPECT_STR(
	    of_fetch("{{date:%Y} {{{date:%d}"), "{{date:%Y} {{{{date:%d}");
	EXPECT_STR(of_fetch("x{"), "x{");
}

/* A word is one again, whatever is in it. */
static void
one_word(void)
{
	static const char *const words[] = { "a b", "\"", "{{", "\t",
		"a\"\"b" };
	struct named_words w;
	struct err e;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct span s = span_str(plain(words[i]));

		EXPECT(named_words_parse(&w, s, &e) == 0 && w.n_words == 1);
		EXPECT(span_eq(w.list[0].text, span_str(words[i])));
		named_words_free(&w);
	}
}

int
main(void)
{
	test("a word is quoted where it has to be, a text keeps its braces",
	    quoted);
	test("{file} is a path, {date:FORMAT} comes to the program, {{ stays",
	    names);
	test("a text is one word again, whatever is in it", one_word);
	buf_free(&b);
	return test_done();
}
