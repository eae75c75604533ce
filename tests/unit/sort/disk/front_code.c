/* pack: a line made again from the one before it and its entry. */
#include "sort/disk/front_code.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

enum { LONGEST = 600 };

static uint64_t seed = 1;

static size_t
chance(size_t below)
{
	return (size_t)(scratch_random(&seed) % below);
}

/* A line that begins and ends like the one before, more or less. */
static struct span
line_like(struct span before, char *to)
{
	size_t len = chance(4) ? chance(80) : chance(LONGEST + 1);

	if (chance(20) == 0)
		return before;
	for (size_t i = 0; i < len; i++)
		to[i] = "ab"[chance(2)];
	if (before.len && len) {
		size_t less = before.len < len ? before.len : len;
		size_t front = chance(less + 1), end = chance(less + 1);

		memcpy(to, before.p, front);
		memcpy(to + len - end, before.p + before.len - end, end);
	}
	return (struct span){ to, len };
}

static void
makes_the_same_lines(void)
{
	static char texts[2][LONGEST], made[2][LONGEST + FRONT_CODE_SLACK];
	char entry[FRONT_CODE_HEAD_MAX + LONGEST + FRONT_CODE_SLACK] = { 0 };
	struct span before = { texts[0], 0 };
	size_t made_len = 0;

	for (int i = 1; i < 20000; i++) {
		struct span line =
		    line_like(before, texts[before.p == texts[0]]);
		struct front_code_shape s = front_code_shape(before, line),
					got = { 0 };
		size_t head = front_code_write(s, entry);
		struct span last = { made[!(i % 2)], made_len };

		EXPECT(s.front + s.fresh + s.tail == line.len);
		EXPECT((head <= FRONT_CODE_SHORT_HEAD) ==
		    (s.same ||
			(s.front <= FRONT_CODE_SHORT_MAX &&
			    s.fresh <= FRONT_CODE_SHORT_MAX &&
			    s.tail <= FRONT_CODE_SHORT_MAX)));
		EXPECT((head == FRONT_CODE_SAME_HEAD) == span_eq(line, before));
		memcpy(entry + head, line.p + s.front, s.fresh);
		for (size_t n = 0; n < head; n++)
			EXPECT(front_code_read(entry, n, &got) == 0);
		EXPECT(front_code_read(entry, head, &got) == head);
		EXPECT(got.same == s.same);
		EXPECT(s.same ||
		    (got.front == s.front && got.fresh == s.fresh &&
			got.tail == s.tail));
		EXPECT(front_code_make(
		    got, last, entry + head, made[i % 2], LONGEST, &made_len));
		EXPECT(span_eq(line, (struct span){ made[i % 2], made_len }));
		before = line;
	}
}

static void
takes_what_both_ends_share(void)
{
	struct front_code_shape s = front_code_shape(
	    SPAN("key01\t1.00\tCNY"), SPAN("key02\t21.00\tCNY"));

	EXPECT(s.front == 4 && s.fresh == 3 && s.tail == 8);
	s = front_code_shape(SPAN("aaa"), SPAN("aaaa"));
	EXPECT(s.front == 3 && s.fresh == 1 && s.tail == 0);
	s = front_code_shape(SPAN("aaaa"), SPAN("aaa"));
	EXPECT(s.front == 3 && s.fresh == 0 && s.tail == 0);
}

static void
a_shape_that_does_not_fit_is_refused(void)
{
	static const struct front_code_shape bad[] = {
		{ 4, 0, 0, false },
		{ 0, 0, 4, false },
		{ 2, 0, 2, false },
		{ 0, 9, 0, false },
		{ 3, 6, 0, false },
		{ 1, 6, 2, false },
		{ SIZE_MAX, 1, 0, false },
		{ 0, SIZE_MAX, 3, false },
		{ 3, SIZE_MAX - 1, 0, false },
	};
	char to[8 + FRONT_CODE_SLACK] = "", fresh[2 * FRONT_CODE_SLACK] = "";
	char before[3 + FRONT_CODE_SLACK] = "abc";
	size_t len = 77;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!front_code_make(bad[i], (struct span){ before, 3 },
			   fresh, to, 8, &len) &&
		    len == 77);
	EXPECT(front_code_make((struct front_code_shape){ 3, 5, 0, false },
		   (struct span){ before, 3 }, fresh, to, 8, &len) &&
	    len == 8);
}

int
main(void)
{
	test("what is packed comes out the same", makes_the_same_lines);
	test("what two lines share at either end is not written again",
	    takes_what_both_ends_share);
	test("a shape that does not fit is refused",
	    a_shape_that_does_not_fit_is_refused);
	return test_done();
}
