#include "bill/json/json_text.h"

#include "test.h"

/* Fed whole, and byte by byte, the same bytes are good. */
static size_t
good_of(const char *s)
{
	struct json_text whole = { 0 }, part = { 0 };
	struct span text = span_str(s);
	size_t n = json_text_scan(&whole, text), i = 0;

	while (i < text.len &&
	    json_text_scan(&part, (struct span){ s + i, 1 }) == 1)
		i++;
	EXPECT(i == n);
	return n;
}

static void
halves(void)
{
	static const char *const good[] = {
		"", "\"\\ud83d\\ude00\"", "\"a\\uD83D\\uDE00b\\n\"",
		"\"\\\\ud83d\"", "\"\\\"\\ud7ff\\ue000\"", "\"\\u0000\"",
		"\\ud83d", /* not in a text: not for us to say */
	};
	static const struct {
		const char *text;
		size_t n;
	} bad[] = {
		{ "\"\\ud83d\"", 7 },
		{ "\"\\ud83dx\\ude00\"", 7 },
		{ "\"\\ud83d\\n\"", 8 },
		{ "\"\\ud83d\\ud83d\"", 12 },
		{ "\"\\ud83d\\u0041\"", 12 },
		{ "\"\\ude00\"", 6 },
		{ "\"ok\",\"\\udfff\"", 11 },
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		EXPECT(good_of(good[i]) == strlen(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(good_of(bad[i].text) == bad[i].n);
}

int
main(void)
{
	test("an escape of half a character ends what is good", halves);
	return test_done();
}
