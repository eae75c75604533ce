#include "text/near_name.h"

#include <string.h>

#include "base/span.h"
#include "test.h"

static void
distances(void)
{
	EXPECT(near_name_distance("", "") == 0);
	EXPECT(near_name_distance("amount", "amount") == 0);
	EXPECT(near_name_distance("amuont", "amount") == 2);
	EXPECT(near_name_distance("amont", "amount") == 1);
	EXPECT(near_name_distance("amountt", "amount") == 1);
	EXPECT(near_name_distance("kitten", "sitting") == 3);
	EXPECT(near_name_distance("", "abc") == 3);
	EXPECT(near_name_distance("abc", "") == 3);
}

/* The name of a table that is near to the word; "-": none. */
static const char *
nearest(const char *word)
{
	static const char *const names[] = { "zone", "cut-off", "margin",
		"margins", "ab", "cd" };
	struct near_name n;

	near_name_begin(&n, word);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		near_name_try(&n, names[i]);
	return n.name ? n.name : "-";
}

static void
slips(void)
{
	char word[102];

	EXPECT_STR(nearest("zome"), "zone");
	EXPECT_STR(nearest("cutoff"), "cut-off");
	EXPECT_STR(nearest("margin"), "margin");
	EXPECT_STR(nearest("margin5"), "margin");
	EXPECT_STR(nearest("calendar"), "-");
	EXPECT_STR(nearest("cx"), "cd");
	/* two letters of two are no slip */
	EXPECT_STR(nearest("xy"), "-");
	EXPECT_STR(nearest(""), "-");
	memset(word, 'z', sizeof word);
	word[101] = '\0';
	EXPECT_STR(nearest(word), "-");
}

int
main(void)
{
	test("the distance of two names is the letters to change", distances);
	test("the nearest name is at the distance of a slip", slips);
	return test_done();
}
