#include "base/buf.h"
#include "test.h"

static void
growing(void)
{
	struct buf b = { 0 };

	for (int i = 0; i < 100000; i++)
		buf_byte(&b, (char)i);
	EXPECT(b.len == 100000 && b.cap >= b.len);
	for (int i = 0; i < 100000; i++)
		EXPECT(b.p[i] == (char)i);
	buf_free(&b);
	EXPECT(!b.p && !b.len && !b.cap);
}

static void
adding(void)
{
	struct buf b = { 0 };

	buf_str(&b, "");
	buf_add(&b, (struct span){ 0 });
	EXPECT(b.len == 0);
	buf_str(&b, "left");
	buf_add(&b, SPAN(".\0rec"));
	buf_printf(&b, ":%d %s", 12, "x");
	EXPECT(span_eq(buf_span(&b), SPAN("left.\0rec:12 x")));
	buf_free(&b);
}

static void
printing(void)
{
	char want[400];
	struct buf b = { 0 };

	memset(want, 'w', sizeof want - 1);
	want[sizeof want - 1] = '\0';
	buf_printf(&b, "%s", want); /* more than the first room */
	EXPECT(span_eq(buf_span(&b), span_str(want)));
	buf_free(&b);
}

static void
clearing(void)
{
	struct buf b = { 0 };
	const char *p;

	buf_str(&b, "abc");
	p = b.p;
	buf_clear(&b);
	EXPECT(b.len == 0 && b.p == p);
	memcpy(buf_room(&b, 2), "de", 2);
	EXPECT(b.len == 0); /* room is not yet bytes */
	b.len += 2;
	EXPECT(span_eq(buf_span(&b), SPAN("de")));
	buf_free(&b);
}

int
main(void)
{
	test("a buffer grows as bytes come", growing);
	test("spans, strings and nothing are added", adding);
	test("a print longer than the room is whole", printing);
	test("a cleared buffer keeps its room", clearing);
	return test_done();
}
