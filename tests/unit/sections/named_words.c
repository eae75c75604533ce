#include "sections/named_words.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static struct err e;

/* Values: a is one, blank has blanks, dash begins with "-", none is empty, nul
 * has a NUL, "a.out.b-c" is of an output, any other has none. */
static bool
look(void *arg, struct span name, struct span *v)
{
	static const struct {
		const char *name;
		struct span value;
	} values[] = {
		{ "a", { "one", 3 } },
		{ "blank", { "x  y\t\"z\" {a}", 12 } },
		{ "dash", { "-rf", 3 } },
		{ "none", { "", 0 } },
		{ "nul", { "a\0b", 3 } },
		{ "a.out.b-c", { "out", 3 } },
		{ "日期", { "2022-11-01", 10 } },
	};

	(void)arg;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (span_eq(span_str(values[i].name), name)) {
			*v = values[i].value;
			return true;
		}
	return false;
}

/* Words in [..]; or the error's text. */
static const char *
made(const char *text)
{
	static char out[2048];
	struct named_words w = { 0 };
	struct words argv = { 0 };
	size_t n = 0;

	if (named_words_parse(&w, span_str(text), &e) ||
	    named_words_make(&w, look, NULL, &argv, &e)) {
		EXPECT(argv.n == 0);
		named_words_free(&w);
		words_free(&argv);
		return e.text;
	}
	EXPECT(argv.n == w.n_words && argv.argv[argv.n] == NULL);
	out[0] = '\0';
	for (size_t i = 0; i < argv.n; i++)
		n += (size_t)snprintf(
		    out + n, sizeof out - n, "[%s]", argv.argv[i]);
	named_words_free(&w);
	words_free(&argv);
	return out;
}

static void
test_split(void)
{
	EXPECT_STR(made("a"), "[a]");
	EXPECT_STR(made("  a\t b  "), "[a][b]");
	EXPECT_STR(made("a \"b c\" d"), "[a][b c][d]");
	EXPECT_STR(made("a x\"b c\"y"), "[a][xb cy]");
	EXPECT_STR(made("a \"say \"\"hi\"\"\""), "[a][say \"hi\"]");
	EXPECT_STR(made("a \"\" b"), "[a][][b]");
	EXPECT_STR(made("a \"\"\"\""), "[a][\"]");
	EXPECT_STR(made("a 'b c' $HOME *"), "[a]['b][c'][$HOME][*]");
	EXPECT_STR(made("a \\\"b c\""), "[a][\\b c]");
	EXPECT_STR(made("a }b} {{c}"), "[a][}b}][{c}]");
	EXPECT_STR(made("a -b --c"), "[a][-b][--c]");
}

static void
test_values(void)
{
	EXPECT_STR(made("x {a}"), "[x][one]");
	EXPECT_STR(made("x in/{a}/{a}.csv"), "[x][in/one/one.csv]");
	EXPECT_STR(made("x { a } \"{a}\""), "[x][one][one]");
	EXPECT_STR(made("x {blank}"), "[x][x  y\t\"z\" {a}]");
	EXPECT_STR(made("x \"<{blank}>\""), "[x][<x  y\t\"z\" {a}>]");
	EXPECT_STR(made("x {none} {none}b"), "[x][][b]");
	EXPECT_STR(made("x {a.out.b-c}"), "[x][out]");
	EXPECT_STR(made("x {日期}"), "[x][2022-11-01]");
	EXPECT_STR(made("x {{{a}}"), "[x][{one}]");
	EXPECT_STR(made("x {{a}"), "[x][{a}]");
}

static void
test_dashes(void)
{
	static const char option[] =
	    "\"-rf\": a value, {dash}, would be an option: nothing but what "
	    "the flow says begins a word with \"-\"";

	EXPECT_STR(made("x {dash}"), option);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(made("x \"{dash}\""), option);
	EXPECT_STR(made("x {none}{dash}"),
	    "\"-rf\": a value, {none}, would be an option: nothing but what "
	    "the flow says begins a word with \"-\"");
	EXPECT(strstr(made("x {none}-rf"), "would be an option"));
	EXPECT_STR(made("x \"\"{a}"), "[x][one]");
	EXPECT_STR(made("x -o{dash}"), "[x][-o-rf]");
	EXPECT_STR(made("x --n={dash}"), "[x][--n=-rf]");
	EXPECT_STR(made("x ./{dash}"), "[x][./-rf]");
	EXPECT_STR(made("x -{a}"), "[x][-one]");
}

static void
test_refused(void)
{
	EXPECT_STR(made(""), "no command");
	EXPECT_STR(made("  "), "no command");
	EXPECT_STR(made("a \"b"), "a quote is not closed");
	EXPECT_STR(
	    made("a {b"), "a \"{\" is not closed; {{ stands for a brace");
	EXPECT_STR(
	    made("a {}"), "{} is no name in braces; {{ stands for a brace");
	EXPECT_STR(made("awk {print $1}"),
	    "{print $1} is no name in braces; {{ stands for a brace");
	EXPECT_STR(
	    made("a {-b}"), "{-b} is no name in braces; {{ stands for a brace");
	EXPECT_STR(made("a {who}"), "{who} has no value");
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(made("a b {nul}"), "{nul} has a NUL in it");
}

static void
test_command(void)
{
	static const struct {
		const char *text, *command;
	} rows[] = {
		{ "a {b}", "a" },
		{ "\"a b\" c", "a b" },
		{ "{a} b", "" },
		{ "x{a}", "" },
		{ "\"\" b", "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct named_words w;
		struct span c;

		EXPECT(named_words_parse(&w, span_str(rows[i].text), &e) == 0);
		c = named_words_command(&w);
		EXPECT(span_eq(c, span_str(rows[i].command)));
		named_words_free(&w);
	}
}

static void
test_led_by(void)
{
	struct named_words w;

	EXPECT(named_words_parse(&w, SPAN("x {a} -{b} \"{c}d\" {d}"), &e) == 0);
	EXPECT(named_words_led_by(&w, SPAN("a")));
	EXPECT(!named_words_led_by(&w, SPAN("b")));
	EXPECT(named_words_led_by(&w, SPAN("c")));
	EXPECT(!named_words_led_by(&w, SPAN("x")));
	EXPECT(w.n_words == 5);
	named_words_free(&w);
}

static void
test_text(void)
{
	struct named_words w;
	struct buf b = { 0 };

	EXPECT(named_words_parse_text(
		   &w, SPAN(" \"{a}\"  {{{dash}} {none}"), &e) == 0);
	EXPECT(named_words_make_text(&w, look, NULL, &b, &e) == 0);
	EXPECT(span_eq(buf_span(&b), SPAN(" \"one\"  {-rf} ")));
	named_words_free(&w);
	EXPECT(named_words_parse_text(&w, SPAN("a{who}"), &e) == 0);
	EXPECT(named_words_make_text(&w, look, NULL, &b, &e) == -1);
	EXPECT(span_eq(buf_span(&b), SPAN(" \"one\"  {-rf} ")));
	named_words_free(&w);
	EXPECT(named_words_parse_text(&w, (struct span){ "", 0 }, &e) == 0);
	EXPECT(w.n == 0);
	named_words_free(&w);
	buf_free(&b);
}

/* Whatever a value is, it is part of the one word in which its name stands, and
 * the word holds its bytes. */
static bool
chance_value(void *arg, struct span name, struct span *v)
{
	(void)name;
	*v = *(struct span *)arg;
	return true;
}

static void
test_chance(void)
{
	static const char letters[] = "\"{}- \t'\\a";
	uint64_t seed = 7;
	int refused = 0;

	for (int i = 0; i < 20000; i++) {
		char value[8];
		struct span v = { value, scratch_random(&seed) % 8 };
		struct named_words w;
		struct words argv = { 0 };

		for (size_t k = 0; k < v.len; k++)
			value[k] = letters[scratch_random(&seed) %
			    (sizeof letters - 1)];
		EXPECT(named_words_parse(&w, SPAN("x {v} y{v}"), &e) == 0);
		if (named_words_make(&w, chance_value, &v, &argv, &e)) {
			EXPECT(v.len && *v.p == '-');
			refused++;
		} else {
			EXPECT(argv.n == 3);
			EXPECT(span_eq(span_str(argv.argv[1]), v));
			EXPECT(span_eq(span_str(argv.argv[2] + 1), v));
		}
		named_words_free(&w);
		words_free(&argv);
	}
	EXPECT(refused > 1000);
}

int
main(void)
{
	test("words are parted at blanks, quotes keep them", test_split);
	test("a value is put in afterwards, never parted", test_values);
	test("a value that would be an option is refused", test_dashes);
	test("what is no command is refused, with the reason", test_refused);
	test("the command is known where no value is in it", test_command);
	test("which names a word begins with is known", test_led_by);
	test("a text keeps its blanks and quotes", test_text);
	test("whatever a value is, it stays in its word", test_chance);
	return test_done();
}
