#include "flow/draw/flow_label.h"

#include "test.h"
#include "text/width.h"

/* text, so often, and end behind it. */
static struct buf
of(const char *text, int times, const char *end)
{
	struct buf b = { 0 };

	for (int i = 0; i < times; i++)
		buf_str(&b, text);
	buf_str(&b, end);
	return b;
}

/* A line of that; is it shown as so many of it, and "…" if they are less? */
static bool
is(const char *text, int times, int shown)
{
	struct buf all = of(text, times, "");
	struct buf want = of(text, shown, shown < times ? "…" : "");
	struct flow_line l = { 0 };
	bool same;

	flow_line_make(&l, buf_span(&all));
	same = span_eq(buf_span(&l.shown), buf_span(&want)) &&
	    width_of(buf_span(&l.shown)) <= FLOW_LABEL_COLUMNS;
	if (shown < times)
		same &= span_eq(buf_span(&l.whole), buf_span(&all));
	else
		same &= l.whole.len == 0;
	flow_line_free(&l);
	buf_free(&want);
	buf_free(&all);
	return same;
}

static void
cut(void)
{
	EXPECT(is("x", 44, 44) && is("x", 45, 43) && is("x", 4000, 43));
	EXPECT(is("账", 22, 22) && is("账", 23, 21) && is("账", 300, 21));
	EXPECT(is("e\xcc\x81", 44, 44) && is("e\xcc\x81", 45, 43));
}

static bool
says(const struct buf *b, const char *want)
{
	return span_eq(buf_span(b), span_str(want));
}

/* Whatever stands in the line: a command, a name, why the node waits. */
static void
each_line(void)
{
	static char name[] = "a name that is longer than a line has columns",
		    does[] = "a command that is longer than that, too: 10";
	struct flow_node n = { .name = name, .kind = FLOW_RUN, .does = does };
	struct flow_mark m = { .look = LOOK_HELD, .n = 2 };
	struct flow_label l = { 0 };

	buf_str(&m.line[0], "2 tries");
	buf_str(&m.line[1], "exit status 9: what it wrote at its very end");
	flow_label_make(&l, &n, &m);
	EXPECT(l.n == 4);
	EXPECT(says(
	    &l.line[0].shown, "a name that is longer than a line has colum…"));
	EXPECT(says(
	    &l.line[1].shown, "run a command that is longer than that, too…"));
	EXPECT(says(&l.line[1].whole,
	    "run a command that is longer than that, too: 10"));
	EXPECT(says(&l.line[2].shown, "‖ held, 2 tries"));
	EXPECT(says(
	    &l.line[3].shown, "exit status 9: what it wrote at its very end"));
	flow_label_free(&l);
	flow_mark_free(&m);
}

int
main(void)
{
	test("a line is cut behind 44 columns, and kept whole beside it", cut);
	test("each line of a node is cut alike", each_line);
	return test_done();
}
