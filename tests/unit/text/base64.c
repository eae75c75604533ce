#include "text/base64.h"

#include "test.h"

/* RFC 4648, section 10. */
static const struct {
	const char *bytes, *text;
} vectors[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
	{ "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" },
	{ "foobar", "Zm9vYmFy" } };

static struct buf b;

static void
published(void)
{
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct span text = span_str(vectors[i].text);

		buf_clear(&b);
		base64_add(&b, span_str(vectors[i].bytes));
		EXPECT(span_eq(buf_span(&b), text));
		buf_clear(&b);
		EXPECT(base64_read(&b, text));
		EXPECT(span_eq(buf_span(&b), span_str(vectors[i].bytes)));
	}
}

static void
every_byte(void)
{
	char all[256];
	struct buf back = { 0 };

	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	for (size_t n = 0; n <= sizeof all; n++) {
		buf_clear(&b);
		buf_clear(&back);
		base64_add(&b, (struct span){ all, n });
		EXPECT(base64_read(&back, buf_span(&b)));
		EXPECT(back.len == n && (n == 0 || !memcmp(back.p, all, n)));
	}
	buf_free(&back);
}

static void
refused(void)
{
	static const char *const none[] = { "Z", "Zg=g", "Zm9 v", "Zm9v\n",
		"Zh==", "Zm9=", "Zm8_", "Zg===", "=" };

	buf_clear(&b);
	buf_str(&b, "as it was");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		EXPECT(!base64_read(&b, span_str(none[i])));
		EXPECT(span_eq(buf_span(&b), SPAN("as it was")));
	}
	EXPECT(base64_read(&b, SPAN("Zm8"))); /* without its = */
	EXPECT(span_eq(buf_span(&b), SPAN("as it wasfo")));
}

int
main(void)
{
	test("the examples of RFC 4648 are written and read", published);
	test("bytes of any number come back", every_byte);
	test("what is no base64, or not all of it, is refused", refused);
	buf_free(&b);
	return test_done();
}
