#include "io/ini.h"

#include "scratch.h"
#include "test.h"

static void
test_lines(void)
{
	static const char text[] = "\xef\xbb\xbf[ a b ]\r\n"
				   "# no = key\n"
				   " k k = v = \"w\" \n"
				   "\n"
				   "none\n"
				   "=x\n"
				   "[]\n"
				   "[x\n"
				   "k\0 = v\n"
				   "; x\n"
				   "e =";
	static const struct {
		enum ini_outcome is;
		uint64_t line;
		const char *one, *two;
	} rows[] = {
		{ INI_SECTION, 1, "a b", NULL },
		{ INI_ENTRY, 3, "k k", "v = \"w\"" },
		{ INI_BAD, 5, "none", NULL },
		{ INI_BAD, 6, "=x", NULL },
		{ INI_BAD, 7, "[]", NULL },
		{ INI_BAD, 8, "[x", NULL },
		{ INI_BAD, 9, NULL, NULL },
		{ INI_ENTRY, 11, "e", "" },
		{ INI_END, 11, NULL, NULL },
	};
	struct ini f;
	struct err e;

	scratch_write("f.ini", text, sizeof text - 1);
	EXPECT(ini_open(&f, "f.ini", &e) == 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum ini_outcome is = ini_next(&f, &e);
		struct span one = is == INI_SECTION ? f.name
		    : is == INI_ENTRY               ? f.key
						    : f.text;

		EXPECT(is == rows[i].is);
		EXPECT(f.line == rows[i].line);
		if (rows[i].one)
			EXPECT(span_eq(one, span_str(rows[i].one)));
		if (rows[i].two)
			EXPECT(span_eq(f.value, span_str(rows[i].two)));
	}
	EXPECT(ini_next(&f, &e) == INI_END);
	ini_close(&f);
}

static void
test_absent(void)
{
	struct ini f;
	struct err e;

	EXPECT(ini_open(&f, "absent.ini", &e) == -1);
	EXPECT_STR(e.text, "absent.ini: No such file or directory");
}

int
main(void)
{
	scratch_begin();
	test("lines are sections, entries, or bad, and one reads on",
	    test_lines);
	test("a file that is not there is told", test_absent);
	scratch_end();
	return test_done();
}
