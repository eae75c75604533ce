#include "bill/sheet/sheet_strings.h"

#include "test.h"

static void
escapes(void)
{
	static const struct {
		const char *text, *want;
	} texts[] = {
		{ "", "" },
		{ "a_b", "a_b" },
		{ "a_x000D_b", "a\rb" },
		{ "_x005F_x000D_", "_x000D_" },
		{ "_x000d__x000A_", "\r\n" },
		{ "_x4E2D_", "\xe4\xb8\xad" },
		{ "_x00E9_", "\xc3\xa9" },
		{ "_xD83D__xDE00_", "\xf0\x9f\x98\x80" },
		{ "_xD83D_", "_xD83D_" },
		{ "_xDE00__xD83D_", "_xDE00__xD83D_" },
		{ "_x0000_", "_x0000_" },
		{ "_x00G0_", "_x00G0_" },
		{ "_x000D", "_x000D" },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf b = { 0 };

		buf_str(&b, "_x000D_");
		buf_str(&b, texts[i].text);
		sheet_strings_unescape(&b, 7);
		buf_byte(&b, '\0');
		EXPECT_STR(b.p + 7, texts[i].want);
		buf_free(&b);
	}
}

int
main(void)
{
	test("characters written as _xHHHH_ are those characters", escapes);
	return test_done();
}
