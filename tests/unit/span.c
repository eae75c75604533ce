#include "span.h"

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
order(void)
{
	static const char *const sorted[] = { "", "a", "a\tb", "a b", "aa",
		"ab", "b", "\x80", "\xff" };
	const size_t n = sizeof sorted / sizeof *sorted;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			int c = span_cmp(span_str(sorted[i]),
			    span_str(sorted[j]));

			EXPECT((c > 0) - (c < 0) == (i > j) - (i < j));
		}
	}
}

int
main(void)
{
	test("what both begin with is found at every length", common);
	test("bytes are compared without a sign, a prefix first", order);
	return test_done();
}
