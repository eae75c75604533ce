#include "flow/view/show_tail.h"

#include "scratch.h"
#include "test.h"

/* The end of a file with that text, "-" where there is none. */
static const char *
tail(const char *text, size_t lines, size_t bytes, bool *cut)
{
	static struct buf b;
	struct show_tail t = { .dir = scratch_dir,
		.name = "out",
		.lines = lines,
		.bytes = bytes };

	buf_free(&b);
	scratch_write("out", text, strlen(text));
	if (!show_tail(&b, &t))
		return b.len ? "something" : "-";
	*cut = t.cut;
	buf_byte(&b, '\0');
	return b.p;
}

static void
lines(void)
{
	bool cut = false;

	EXPECT_STR(tail("a\nb\nc\n", 2, 100, &cut), "b\nc\n");
	EXPECT(cut);
	EXPECT_STR(tail("a\nb\nc", 2, 100, &cut), "b\nc");
	EXPECT(cut);
	EXPECT_STR(tail("a\nb\nc\n", 3, 100, &cut), "a\nb\nc\n");
	EXPECT(!cut);
	EXPECT_STR(tail("\n\n\n", 2, 100, &cut), "\n\n");
	EXPECT_STR(tail("a", 9, 100, &cut), "a");
	EXPECT(!cut);
}

static void
bytes(void)
{
	bool cut = false;

	EXPECT_STR(tail("first\nsecond\nthird\n", 9, 9, &cut), "third\n");
	EXPECT(cut);
	EXPECT_STR(tail("one line, and a long one", 9, 8, &cut), "long one");
	EXPECT(cut);
	EXPECT_STR(tail("one line, and a long one\n", 9, 4, &cut), "one\n");
	EXPECT_STR(tail("12345678", 9, 8, &cut), "12345678");
	EXPECT(!cut);
}

static void
none(void)
{
	struct show_tail t = {
		.dir = scratch_dir, .name = "none", .lines = 1, .bytes = 1
	};
	struct buf b = { 0 };
	bool cut;

	EXPECT_STR(tail("", 9, 9, &cut), "-");
	EXPECT(!show_tail(&b, &t));
	t.name = "link";
	EXPECT(symlink("out", "link") == 0);
	EXPECT(!show_tail(&b, &t));
	t.name = ".";
	EXPECT(!show_tail(&b, &t) && b.len == 0);
	buf_free(&b);
}

int
main(void)
{
	scratch_begin();
	test("the last lines of a file are shown, and whether there are more",
	    lines);
	test("no more than so many bytes are, from the beginning of a line",
	    bytes);
	test("a file that is not there, is empty, or is none has no end", none);
	scratch_end();
	return test_done();
}
