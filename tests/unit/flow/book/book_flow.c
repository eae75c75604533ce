#include "flow/book/book_flow.h"

#include "test.h"

static const char sides[] = "[left]\nrun = l {file}\nprofile = l\n[right]\nrun "
			    "= r {file}\nprofile = r\n";

/* The flow of the sides and this; or what was told first, with its line. */
static const char *
made(const char *more, bool channels)
{
	static struct buf b;
	struct told told = { 0 };
	struct buf text = { 0 };
	struct sections book;

	buf_clear(&b);
	buf_printf(&text, "%s%s", sides, more);
	book_read_text(&book, "dir/b.x.book", buf_span(&text), &told);
	if (told.n == 0)
		book_flow(&book, channels, &b, &told);
	if (told.n)
		buf_printf(&b, "%ju %s", (uintmax_t)told.list[0].line,
		    told.list[0].text);
	buf_byte(&b, '\0');
	sections_free(&book);
	buf_free(&text);
	told_free(&told);
	return b.p;
}

static void
lines(void)
{
	EXPECT_STR(made("[param a]\ntype = wordy\n", false),
	    "8 type: \"wordy\" is none of: date int amount text word");
	EXPECT(strstr(made("[review]\ngroup = g\nif = nobody = 1\n", false),
		   "9 if: ") != NULL);
	EXPECT(
	    !strncmp(made("[left]\n", false), "7 [left] is there twice", 23));
	EXPECT_STR(made("", true), "0 there is no [channels]");
}

static void
names(void)
{
	EXPECT(strstr(made("[store]\ndb = d\n", false), " --book b.x -d "));
	EXPECT(strstr(made("[book]\nname = n\n[store]\ndb = d\n", false),
	    " --book n -d "));
	EXPECT(strstr(made("[channels]\nlist = l\n[store]\ndb = d\n", false),
	    " --book b.x-{channel} -d "));
	EXPECT(strstr(made("[channels]\nlist = l\n", true),
	    "\nflow = b.x-channel.flow\n"));
}

static void
entries(void)
{
	struct told told = { 0 };
	const struct sections_section *s;
	struct sections book;

	book_read_text(
	    &book, "b", SPAN("[join]\ntolerance = 1\ntolerance = 2"), &told);
	s = sections_find(&book, BOOK_JOIN);
	EXPECT(s && s->n == 2 && s->entries[1].line == 3);
	EXPECT_STR(sections_value(s, "tolerance", "x"), "1");
	EXPECT_STR(sections_value(s, "match", "x"), "x");
	EXPECT(
	    !sections_entry(NULL, "match") && !sections_find(&book, BOOK_ROLL));
	EXPECT_STR(book_name(&book), "b");
	EXPECT(told.n == 2); /* no sides */
	sections_free(&book);
	told_free(&told);
}

int
main(void)
{
	test("what is wrong with the flow has the line and key of the book",
	    lines);
	test("a book is called after its file, or as it says", names);
	test("entries are found by section and key", entries);
	return test_done();
}
