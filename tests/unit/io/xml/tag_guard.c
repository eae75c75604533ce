#include "base/buf.h"
#include "io/xml/tag_guard.h"
#include "test.h"

/* Fed in pieces of n bytes. */
static int
feed(struct span s, size_t n, struct err *e)
{
	struct tag_guard g = { 0 };
	int r = 0;

	for (size_t i = 0; i < s.len && r == 0; i += n)
		r = tag_guard_feed(&g,
		    (struct span){ s.p + i, s.len - i < n ? s.len - i : n },
		    "x.xml", e);
	return r;
}

static void
put_many(struct buf *b, const char *what, int n)
{
	for (int i = 0; i < n; i++)
		buf_str(b, what);
}

static void
counted(void)
{
	struct buf b = { 0 };
	struct err e;

	put_many(&b, "<a b='1'/>", 1000);
	buf_str(&b, "<c");
	put_many(&b, " d='1'", TAG_GUARD_MAX);
	buf_str(&b, "/>");
	for (size_t n = 1; n < 9; n++)
		EXPECT(feed(buf_span(&b), n, &e) == 0);
	b.len -= 2;
	buf_str(&b, " d='1'/>");
	for (size_t n = 1; n < 9; n++)
		EXPECT(feed(buf_span(&b), n, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "x.xml: a tag with more than 256 attributes, which no such file "
	    "needs");
	buf_free(&b);
}

static void
elsewhere(void)
{
	struct buf b = { 0 };
	struct err e;

	put_many(&b, "=", 1000);
	buf_str(&b, "<a>");
	put_many(&b, "=", 1000);
	buf_str(&b, "<![CDATA[");
	put_many(&b, "=", 1000);
	buf_str(&b, "]]><!-- ");
	put_many(&b, "=", 1000);
	buf_str(&b, "--><?p ");
	put_many(&b, "=", 1000);
	buf_str(&b, "?>");
	EXPECT(feed(buf_span(&b), 3, &e) == 0);
	buf_free(&b);
}

int
main(void)
{
	test("attributes of one tag are counted, in whatever pieces", counted);
	test("what is no attribute is not", elsewhere);
	return test_done();
}
