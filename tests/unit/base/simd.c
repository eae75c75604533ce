#include "base/simd.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static uint64_t seed = 20221101;

static void
fill(char *p, size_t n, bool any)
{
	static const char few[] = "\x00\x1f\x20\x7f\x80\x9f\xa0\xff\t\n\\0z";

	for (size_t i = 0; i < n; i++)
		p[i] = any ? (char)scratch_random(&seed)
			   : few[scratch_random(&seed) % (sizeof few - 1)];
}

/* In memory of just that size, which the sanitizers watch. */
static void
masks_are_those_of_the_bytes(void)
{
	for (int round = 0; round < 50000; round++) {
		char *p = malloc(SIMD_BLOCK), *q = malloc(SIMD_PAIR);
		uint64_t controls = 0, equal = 0, marks = 0, same = 0;

		fill(p, SIMD_BLOCK, round % 2);
		fill(q, SIMD_PAIR, round % 2);
		if (round % 3 == 0)
			memcpy(q + round % 7, p + round % 7, 25);
		for (unsigned i = 0; i < SIMD_BLOCK; i++) {
			controls |= (uint64_t)((unsigned char)p[i] < 0x20) << i;
			equal |= (uint64_t)(p[i] == *q) << i;
			marks |= (uint64_t)((unsigned char)p[i] < 0x20 ||
				     p[i] == 0x7f || p[i] == '\\' ||
				     p[i] == q[0] || p[i] == q[1])
			    << i;
		}
		for (unsigned i = 0; i < SIMD_PAIR; i++)
			same |= (uint64_t)(p[i] == q[i]) << i;
		EXPECT(simd_controls(p) == controls);
		EXPECT(simd_controls_portable(p) == controls);
		EXPECT(simd_equal(p, *q) == equal);
		EXPECT(simd_equal_portable(p, *q) == equal);
		EXPECT(simd_marks(p, q[0], q[1]) == marks);
		EXPECT(simd_marks_portable(p, q[0], q[1]) == marks);
		EXPECT(simd_same(p, q) == same);
		EXPECT(simd_same_portable(p, q) == same);
		free(p);
		free(q);
	}
}

int
main(void)
{
	test("masks are those of the bytes, by either road",
	    masks_are_those_of_the_bytes);
	return test_done();
}
