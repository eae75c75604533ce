#include "base/span.h"

#include "test.h"

static void
common(void)
{
	char a[40], b[40];

	memset(a, 'x', sizeof a);
	for (size_t len = 0; len < sizeof a; len++) {
		for (size_t at = 0; at <= len; at++) {
			memcpy(b, a, sizeof a);
			if (at < len)
				b[at] = '\xf8'; /* differs in the top bit */
			EXPECT(span_common((struct span){ a, len },
				   (struct span){ b, len }) == at);
			EXPECT(span_common((struct span){ b, len },
				   (struct span){ a, sizeof a }) == at);
		}
	}
	EXPECT(span_common(SPAN("abc"), SPAN("")) == 0);
	EXPECT(span_common(SPAN("abcdefgh1"), SPAN("abcdefgh")) == 8);
}

static void
common_end(void)
{
	char a[40], b[40];

	for (size_t len = 0; len <= sizeof a; len++) {
		for (size_t at = 0; at <= len; at++) {
			memset(a, 'a', sizeof a);
			memcpy(b, a, sizeof a);
			if (at < len)
				b[len - 1 - at] = '\xf8';
			EXPECT(span_common_end((struct span){ a, len },
				   (struct span){ b, len }, len) == at);
			EXPECT(span_common_end((struct span){ a, len },
				   (struct span){ b, len }, at / 2) == at / 2);
		}
	}
	EXPECT(span_common_end(SPAN("abc"), SPAN(""), 0) == 0);
	EXPECT(span_common_end(SPAN("1abcdefgh"), SPAN("abcdefgh"), 8) == 8);
}

static void
order(void)
{
	static const char *const sorted[] = { "", "a", "a\tb", "a b", "aa",
		"ab", "b", "\x80", "\xff" };
	const size_t n = sizeof sorted / sizeof *sorted;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			int c =
			    span_cmp(span_str(sorted[i]), span_str(sorted[j]));

			EXPECT((c > 0) - (c < 0) == (i > j) - (i < j));
		}
	}
}

static void
equality(void)
{
	EXPECT(span_eq(SPAN("abc"), span_str("abc")));
	EXPECT(!span_eq(SPAN("abc"), SPAN("abd")));
	EXPECT(!span_eq(SPAN("abc"), SPAN("ab")));
	EXPECT(span_eq(SPAN(""), (struct span){ 0 }));
	EXPECT(!span_eq(SPAN("a\0b"), SPAN("a\0c")));
}

static void
beginnings(void)
{
	EXPECT(span_begins(SPAN("#recon table 1"), SPAN("#recon ")));
	EXPECT(!span_begins(SPAN("#recon"), SPAN("#recon ")));
	EXPECT(span_begins(SPAN("x"), SPAN("")));
}

static void
trimming(void)
{
	EXPECT(span_eq(span_trim(SPAN(" \t a b \t")), SPAN("a b")));
	EXPECT(span_trim(SPAN(" \t ")).len == 0);
	EXPECT(span_trim((struct span){ 0 }).len == 0);
	EXPECT(span_eq(span_trim(SPAN("\ra\r")), SPAN("\ra\r")));
}

static void
counts(void)
{
	uint64_t n = 7;

	EXPECT(span_count(SPAN("0"), &n) && n == 0);
	EXPECT(span_count(SPAN("007"), &n) && n == 7);
	EXPECT(span_count(SPAN("999999999999999999"), &n) &&
	    n == 999999999999999999);
	EXPECT(!span_count(SPAN(""), &n));
	EXPECT(!span_count(SPAN("1000000000000000000"), &n));
	EXPECT(!span_count(SPAN("1x"), &n) && !span_count(SPAN("/1"), &n));
	EXPECT(!span_count(SPAN("-1"), &n));
	EXPECT(n == 999999999999999999);
}

static void
lines(void)
{
	EXPECT(span_line((struct span){ 0 }) == 0);
	EXPECT(span_line(SPAN("ab")) == 2);
	EXPECT(span_line(SPAN("ab\ncd\r")) == 2);
	EXPECT(span_line(SPAN("a\rb\n")) == 1);
	EXPECT(span_line(SPAN("\nab")) == 0);
	EXPECT(span_line(SPAN("\rab")) == 0);
}

int
main(void)
{
	test("what both begin with is found at every length", common);
	test("what both end with is found at every length", common_end);
	test("bytes are compared without a sign, a prefix first", order);
	test("spans are equal when all bytes are", equality);
	test("a span begins with its first bytes", beginnings);
	test("blanks at the ends are trimmed, nothing else", trimming);
	test("a count has digits alone, and not too many", counts);
	test("a line ends before whatever could end one", lines);
	return test_done();
}
