#include "book/dir/manifest.h"

#include "test.h"

#define D64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "recon-state manifest 1\n"

static void
read_and_written(void)
{
	static const char text[] =
	    HEAD "day\t2022-11-01\t1\t" D64 "\t-\t-\t-\t-\n"
		 "day\t2022-11-01\t2\t" D64 "\t-\t-\topen\t-\n"
		 "day\t2022-11-03\t1\t" D64 "\t2022-11-01\t2\topen\tcopies\n";
	struct manifest m = { 0 };
	struct buf b = { 0 };
	struct err e;

	EXPECT(manifest_parse(&m, span_str(text), "m", &e) == 0);
	EXPECT(m.n == 3 && m.days[2].from_generation == 2);
	EXPECT(manifest_find(&m, m.days[0].day, 0) == &m.days[1]);
	EXPECT(manifest_find(&m, m.days[0].day, 1) == &m.days[0]);
	EXPECT(!manifest_find(&m, m.days[0].day, 3));
	manifest_format(&m, &b);
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, text);
	buf_free(&b);
	manifest_free(&m);
}

static void
refuses(const char *text, const char *why)
{
	struct manifest m = { 0 };
	struct err e;

	EXPECT(manifest_parse(&m, span_str(text), "m", &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, why);
	manifest_free(&m);
}

static void
refused(void)
{
	refuses("", "m:1: is no manifest that this version knows: \"\"");
	refuses("recon-state manifest 2\n",
	    "m:1: is no manifest that this version knows: \"recon-state "
	    "manifest 2\"");
	refuses(HEAD "day", "m:2: is no line of a manifest: \"day\"");
	refuses(HEAD "\n", "m:2: is no line of a manifest: \"\"");
	refuses(HEAD "day\t2022-11-01\t1\tx\t-\t-\topen\t-\n",
	    "m:2: is no line of a manifest: "
	    "\"day\\x092022-11-01\\x091\\x09x\\x09-\\x09-\\x09open\\x09-\"");
	refuses(HEAD "day\t2022-11-01\t1\t" D64 "\t-\t-\topen\t-\n"
		     "day\t2022-11-01\t1\t" D64 "\t-\t-\topen\t-\n",
	    "m:3: days out of order");
}

static void
what_is_no_day(void)
{
	static const char *const lines[] = {
		"day\t2022-11-31\t1\t" D64 "\t-\t-\topen\t-\n",
		"day\t2022-11-01\t0\t" D64 "\t-\t-\topen\t-\n",
		"day\t2022-11-01\t01\t" D64 "\t-\t-\topen\t-\n",
		"day\t2022-11-01\t1\t" D64 "\t-\t1\topen\t-\n",
		"day\t2022-11-01\t1\t" D64 "\t2022-11-01\t1\topen\t-\n",
		"day\t2022-11-01\t1\t" D64 "\t2022-11-02\t1\topen\t-\n",
		"day\t2022-11-01\t1\t" D64 "\t-\t-\tcopies\t-\n",
		"day\t2022-11-01\t1\t" D64 "\t-\t-\topen\t\n",
		"day\t2022-11-01\t1\t" D64 "\t-\t-\topen\n",
		"day\t2022-11-01\t1\t" D64 "\t-\t-\topen\t-\t-\n",
		"Day\t2022-11-01\t1\t" D64 "\t-\t-\topen\t-\n",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct manifest m = { 0 };
		struct buf b = { 0 };
		struct err e;

		buf_str(&b, HEAD);
		buf_str(&b, lines[i]);
		EXPECT(manifest_parse(&m, buf_span(&b), "m", &e) == -1);
		buf_free(&b);
		manifest_free(&m);
	}
}

static void
in_its_place(void)
{
	static const struct manifest_day days[] = {
		{ .day = 3, .generation = 1 },
		{ .day = 1, .generation = 1 },
		{ .day = 3, .generation = 2 },
		{ .day = 2, .generation = 1 },
		{ .day = 1, .generation = 2 },
	};
	static const int want[] = { 11, 12, 21, 31, 32 };
	struct manifest m = { 0 };

	for (int i = 0; i < 5; i++)
		manifest_add(&m, &days[i]);
	EXPECT(m.n == 5);
	for (int i = 0; i < 5; i++)
		EXPECT(
		    m.days[i].day * 10 + (int)m.days[i].generation == want[i]);
	manifest_free(&m);
}

int
main(void)
{
	test("what is read is written as it was", read_and_written);
	test("what is no manifest is told with its line", refused);
	test("a line that is not just so is refused", what_is_no_day);
	test("a generation goes to its place", in_its_place);
	return test_done();
}
