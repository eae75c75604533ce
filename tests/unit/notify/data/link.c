#include "notify/data/link.h"

#include "test.h"

static struct err e;

/* The link of a line; NULL: of none; "?" and the reason in e where it is no
 * link. */
static const char *
made(const char *link, const char *line)
{
	static struct buf b;
	struct line_cells cells = { 0 };
	struct link l = { 0 };
	struct result r;

	buf_clear(&b);
	if (link_parse(&l, link, SPAN("a/b"), SPAN("2022-11-02"), &cells, &e)) {
		buf_str(&b, "?");
	} else {
		if (line) {
			EXPECT(result_parse(span_str(line), &r, &e) == 0);
			line_cells_read(&cells, &r);
		}
		link_put(&l, line ? &cells : NULL, &b);
	}
	buf_byte(&b, '\0');
	link_free(&l);
	line_cells_free(&cells);
	return b.p;
}

#define LINE "k&1\\t\tleft\t1.00\t-\t1.00\tCNY\t2022-11-01\tl.shop=\xe5\xba\x97"

static void
test_names(void)
{
	EXPECT_STR(made("https://x/", LINE), "https://x/");
	EXPECT_STR(made("https://x/?k={key}&r={right}&s={shop}#{class}", LINE),
	    "https://x/?k=k%261%09&r=&s=%E5%BA%97#left");
	EXPECT_STR(
	    made("{book}/{day}/{date}", LINE), "a%2Fb/2022-11-02/2022-11-01");
	EXPECT_STR(made("x/{book}/{key}.", NULL), "x/a%2Fb/.");
}

static void
test_braces(void)
{
	EXPECT_STR(made("x/{key", LINE), "?");
	EXPECT_STR(e.text, "a brace without its other in \"x/{key\"");
	EXPECT_STR(made("x/}", LINE), "?");
	EXPECT_STR(made("x/{}", LINE), "?");
	EXPECT_STR(e.text, "\"{}\" is no name; {key} is one");
	EXPECT_STR(made("x/{{key}}", LINE), "?");
}

int
main(void)
{
	test("names stand for what a line says, encoded", test_names);
	test("a brace has its other and a name between", test_braces);
	return test_done();
}
