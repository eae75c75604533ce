#include "bill/sheet/sheet_styles.h"

#include "test.h"

static void
codes(void)
{
	static const struct {
		const char *code;
		enum sheet_style_kind kind;
		int zeros;
	} codes[] = {
		{ "General", SHEET_PLAIN, 0 },
		{ "", SHEET_PLAIN, 0 },
		{ "0", SHEET_ZEROS, 1 },
		{ "000000", SHEET_ZEROS, 6 },
		{ "0000;@", SHEET_ZEROS, 4 },
		{ "0000000000000000", SHEET_PLAIN, 0 },
		{ "0.00", SHEET_PLAIN, 0 },
		{ "#,##0.00", SHEET_PLAIN, 0 },
		{ "0.00E+00", SHEET_PLAIN, 0 },
		{ "[Red]#,##0", SHEET_PLAIN, 0 },
		{ "[$-409]#,##0.00", SHEET_PLAIN, 0 },
		{ "\"day\" 0", SHEET_PLAIN, 0 },
		{ "\\d0", SHEET_PLAIN, 0 },
		{ "_d0_)", SHEET_PLAIN, 0 },
		{ "@", SHEET_PLAIN, 0 },
		{ "0;yyyy", SHEET_ZEROS, 1 },
		{ "#,##0\\ \"\xe2\x82\xac\"", SHEET_PLAIN, 0 },
		{ "yyyy-mm-dd", SHEET_DATE, 0 },
		{ "yyyy\\-mm\\-dd;@", SHEET_DATE, 0 },
		{ "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", SHEET_DATE, 0 },
		{ "yyyy\"\xe5\xb9\xb4\"m\"\xe6\x9c\x88\"", SHEET_DATE, 0 },
		{ "mmm", SHEET_DATE, 0 },
		{ "DD/MM/YYYY", SHEET_DATE, 0 },
		{ "[$-411]ge.m.d", SHEET_DATE, 0 },
		{ "yyyy-mm-dd hh:mm:ss", SHEET_DATE_TIME, 0 },
		{ "m/d/yy h:mm AM/PM", SHEET_DATE_TIME, 0 },
		{ "h:mm", SHEET_TIME, 0 },
		{ "mm:ss.0", SHEET_TIME, 0 },
		{ "h:mm AM/PM", SHEET_TIME, 0 },
		{ "[h]:mm:ss", SHEET_ELAPSED, 0 },
		{ "[hh]:mm", SHEET_ELAPSED, 0 },
		{ "[mm]:ss", SHEET_ELAPSED, 0 },
		{ "\"open", SHEET_PLAIN, 0 },
		{ "[open", SHEET_PLAIN, 0 },
		{ "\\", SHEET_PLAIN, 0 },
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct sheet_style s = sheet_styles_of(span_str(codes[i].code));

		if (s.kind != codes[i].kind || s.zeros != codes[i].zeros)
			printf("# %s: kind %d, zeros %d\n", codes[i].code,
			    s.kind, s.zeros);
		EXPECT(s.kind == codes[i].kind && s.zeros == codes[i].zeros);
	}
}

int
main(void)
{
	test("a code of a number format is a date, zeros, or neither", codes);
	return test_done();
}
