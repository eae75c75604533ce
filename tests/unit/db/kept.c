#include "db/kept.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static const char *
text_of(int i)
{
	static char text[32];

	snprintf(text, sizeof text, "SELECT %d", i);
	return text;
}

static void
found(void)
{
	static struct kept k;
	unsigned a, b;

	EXPECT(kept_find(&k, "a") < 0 && kept_find(&k, "") < 0);
	a = kept_add(&k, "a");
	b = kept_add(&k, "");
	EXPECT(a != b);
	EXPECT(kept_find(&k, "a") == (int)a && kept_find(&k, "") == (int)b);
	EXPECT(kept_find(&k, "a ") < 0);
	kept_drop(&k, a);
	EXPECT(kept_find(&k, "a") < 0 && kept_find(&k, "") == (int)b);
	a = kept_add(&k, "a");
	EXPECT(kept_find(&k, "a") == (int)a);
	kept_free(&k);
	EXPECT(kept_find(&k, "a") < 0 && !kept_is_full(&k));
	kept_free(&k);
}

/* Every other one is used again and again. */
static void
oldest_goes(void)
{
	static struct kept k;
	int there = 0;

	for (int i = 0; i < KEPT_MAX; i++) {
		EXPECT(!kept_is_full(&k));
		EXPECT(kept_add(&k, text_of(i)) == (unsigned)i);
	}
	EXPECT(kept_is_full(&k));
	for (int i = 0; i < KEPT_MAX / 2; i++) {
		for (int used = 0; used < KEPT_MAX; used += 2)
			EXPECT(kept_find(&k, text_of(used)) == used);
		EXPECT(kept_add(&k, text_of(1000 + i)) == 2u * (unsigned)i + 1);
		EXPECT(kept_find(&k, text_of(2 * i + 1)) < 0);
	}
	for (int i = 0; i < 2000; i++)
		there += kept_find(&k, text_of(i)) >= 0;
	EXPECT(there == KEPT_MAX);
	kept_free(&k);
}

/* One that was dropped makes way before all others. */
static void
dropped(void)
{
	static struct kept k;

	for (int i = 0; i < KEPT_MAX; i++)
		kept_add(&k, text_of(i));
	kept_drop(&k, 77);
	EXPECT(kept_is_full(&k)); /* whoever had the place may still hold it */
	EXPECT(kept_add(&k, "new") == 77);
	EXPECT(kept_find(&k, text_of(0)) == 0);
	kept_free(&k);
}

int
main(void)
{
	test("a text is found at its place until it is dropped", found);
	test("of too many the one used longest ago goes", oldest_goes);
	test("the place of one that was dropped is taken first", dropped);
	return test_done();
}
