#include "base/simd.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

static uint64_t seed = 20221101;

static void
fill(char *p, size_t n, bool any)
{
	static const char few[] = "\x00\x1f\x20\x7f\x80\x9f\xa0\xff\t\n0z";

	for (size_t i = 0; i < n; i++)
		p[i] = any ? (char)scratch_random(&seed)
			   : few[scratch_random(&seed) % (sizeof few - 1)];
}

/* In memory of just that size, which the sanitizers watch. */
static void
masks_are_those_of_the_bytes(void)
{
	for (int round = 0; round < 50000; round++) {
		char *p = malloc(PIECE), *q = malloc(PIECE);
		uint32_t controls = 0, same = 0;

		fill(p, PIECE, round % 2);
		fill(q, PIECE, round % 2);
		if (round % 3 == 0)
			memcpy(q + round % 7, p + round % 7, 25);
		for (unsigned i = 0; i < PIECE; i++) {
			controls |= (uint32_t)((unsigned char)p[i] < 0x20) << i;
			same |= (uint32_t)(p[i] == q[i]) << i;
		}
		EXPECT(piece_controls(p) == controls);
		EXPECT(piece_controls_portable(p) == controls);
		EXPECT(piece_same(p, q) == same);
		EXPECT(piece_same_portable(p, q) == same);
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
