#include "base/arena.h"

#include "test.h"

static void
keeps_copies_where_they_are(void)
{
	struct arena a = { 0 };
	struct span kept[2000];
	char text[100];

	for (size_t i = 0; i < 2000; i++) {
		memset(text, (int)('a' + i % 26), sizeof text);
		kept[i] = arena_copy(&a, (struct span){ text, i % 100 });
	}
	for (size_t i = 0; i < 2000; i++) {
		memset(text, (int)('a' + i % 26), sizeof text);
		EXPECT(span_eq(kept[i], (struct span){ text, i % 100 }));
	}
	arena_free(&a);
}

static void
keeps_texts(void)
{
	struct arena a = { 0 };

	EXPECT_STR(arena_text(&a, (struct span){ "held", 3 }), "hel");
	EXPECT_STR(arena_text(&a, (struct span){ 0 }), "");
	arena_free(&a);
}

static void
uses_its_room_again_after_a_reset(void)
{
	struct arena a = { 0 };
	static char big[200000];
	struct span first = arena_copy(&a, SPAN("first"));

	arena_copy(&a, (struct span){ big, sizeof big });
	for (int i = 0; i < 10; i++) {
		size_t blocks = a.n;

		arena_reset(&a);
		EXPECT(arena_copy(&a, SPAN("again")).p == first.p);
		arena_copy(&a, (struct span){ big, sizeof big });
		EXPECT(a.n == blocks);
	}
	arena_free(&a);
}

static void
objects_are_aligned(void)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < 20000; i++) {
		char *p = arena_object(&a, 1 + i % 48);

		EXPECT((uintptr_t)p % _Alignof(max_align_t) == 0);
		memset(p, 0, 1 + i % 48);
		arena_copy(&a, (struct span){ "abcdefg", i % 7 });
	}
	arena_free(&a);
}

int
main(void)
{
	test("texts end with a NUL", keeps_texts);
	test("copies stay where they are", keeps_copies_where_they_are);
	test("room is used again after a reset",
	    uses_its_room_again_after_a_reset);
	test("objects are aligned wherever they come to lie",
	    objects_are_aligned);
	return test_done();
}
