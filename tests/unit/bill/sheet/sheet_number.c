#include "bill/sheet/sheet_number.h"

#include "test.h"

/* The text, or "!" and the error. */
static const char *
text_of(const char *stored, struct sheet_style style, bool from_1904)
{
	static struct buf b;
	struct err e;

	buf_clear(&b);
	if (sheet_number(span_str(stored), &style, from_1904, &b, &e)) {
		EXPECT(e.status == ST_DATA);
		buf_clear(&b);
		buf_printf(&b, "!%s", e.text);
	}
	buf_byte(&b, '\0');
	return b.p;
}

/* What is beyond 15 digits is the tail of a binary fraction; the right
 * answers are those of Python's decimal with 15 digits. */
static void
numbers(void)
{
	static const struct {
		const char *stored, *text;
	} good[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "0.0", "0" },
		{ "12", "12" },
		{ "1200", "1200" },
		{ "12.50", "12.5" },
		{ "+7", "7" },
		{ "-0.01", "-0.01" },
		{ "12.300000000000001", "12.3" },
		{ "0.30000000000000004", "0.3" },
		{ "19.989999999999998", "19.99" },
		{ "-1234.5600000000001", "-1234.56" },
		{ "0.99999999999999999", "1" },
		{ "9999999999999.99", "9999999999999.99" },
		{ "99999999999999.99", "100000000000000" },
		{ "123456789012.345678", "123456789012.346" },
		{ "1E2", "100" },
		{ "1.5e-3", "0.0015" },
		{ "1.0000000000000001E-5", "0.00001" },
		{ "4.4999999999999998E-2", "0.045" },
		{ "999999999999999", "999999999999999" },
		{ "100000000000000", "100000000000000" },
		{ "1000000000000000", "1.00000000000000E+15" },
		{ "999999999999999.9", "1.00000000000000E+15" },
		{ "-1E15", "-1.00000000000000E+15" },
		{ "4200001234567890123456789012", "4.20000123456789E+27" },
		{ "1.2345678901234567E+19", "1.23456789012346E+19" },
		{ "1E-300", "1.00000000000000E-300" },
		{ "5.5511151231257827E-17",
		    "0.0000000000000000555111512312578" },
		{ "0000000000000000000000000000012.5", "12.5" },
	};
	static const char *const bad[] = { "", "x", "1,5", "1.2.3", "1E", "--1",
		"1E999", "1E+", "0x10", ".", "-", "NaN", "1 2" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		EXPECT_STR(
		    text_of(good[i].stored, (struct sheet_style){ 0 }, false),
		    good[i].text);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char why[64];

		snprintf(why, sizeof why, "!\"%s\" is not a number", bad[i]);
		EXPECT_STR(
		    text_of(bad[i], (struct sheet_style){ 0 }, false), why);
	}
}

static void
zeros(void)
{
	struct sheet_style six = { SHEET_ZEROS, 6 };

	EXPECT_STR(text_of("12", six, false), "000012");
	EXPECT_STR(text_of("0", six, false), "000000");
	EXPECT_STR(text_of("-12", six, false), "-000012");
	EXPECT_STR(text_of("1234567", six, false), "1234567");
	EXPECT_STR(text_of("1.2E3", six, false), "001200");
	EXPECT_STR(text_of("12.5", six, false), "12.5");
	EXPECT_STR(text_of("1E16", six, false), "1.00000000000000E+16");
}

/* The answers are those of Python's datetime, from 1899-12-30 or 1904-01-01. */
static void
dates(void)
{
	static const struct {
		const char *stored;
		enum sheet_style_kind kind;
		bool from_1904;
		const char *text;
	} good[] = {
		{ "44866", SHEET_DATE, false, "2022-11-01" },
		{ "44866", SHEET_DATE_TIME, false, "2022-11-01 00:00:00" },
		{ "44866.5", SHEET_DATE, false, "2022-11-01 12:00:00" },
		{ "44866.430902777778", SHEET_DATE_TIME, false,
		    "2022-11-01 10:20:30" },
		{ "44866.999999", SHEET_DATE_TIME, false,
		    "2022-11-02 00:00:00" },
		{ "44866.99999", SHEET_DATE_TIME, false,
		    "2022-11-01 23:59:59" },
		{ "1", SHEET_DATE, false, "1900-01-01" },
		{ "59", SHEET_DATE, false, "1900-02-28" },
		{ "61", SHEET_DATE, false, "1900-03-01" },
		{ "2958465", SHEET_DATE, false, "9999-12-31" },
		{ "0", SHEET_DATE, true, "1904-01-01" },
		{ "43404", SHEET_DATE, true, "2022-11-01" },
		{ "2957003", SHEET_DATE, true, "9999-12-31" },
		{ "0.25", SHEET_TIME, false, "06:00:00" },
		{ "0", SHEET_TIME, false, "00:00:00" },
		{ "0.75", SHEET_DATE, false, "18:00:00" },
		{ "44866.25", SHEET_TIME, false, "2022-11-01 06:00:00" },
		{ "1.5", SHEET_ELAPSED, false, "36:00:00" },
		{ "4.4866E4", SHEET_DATE, false, "2022-11-01" },
	};
	static const struct {
		const char *stored;
		enum sheet_style_kind kind;
		bool from_1904;
	} bad[] = {
		{ "60", SHEET_DATE, false },
		{ "60.5", SHEET_DATE_TIME, false },
		{ "0", SHEET_DATE, false },
		{ "0", SHEET_DATE_TIME, false },
		{ "-1", SHEET_DATE, false },
		{ "2958466", SHEET_DATE, false },
		{ "2957004", SHEET_DATE, true },
		{ "20221101", SHEET_DATE, false },
		{ "1E200", SHEET_DATE, false },
		{ "99999999", SHEET_ELAPSED, false },
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		EXPECT_STR(
		    text_of(good[i].stored,
			(struct sheet_style){ (unsigned char)good[i].kind, 0 },
			good[i].from_1904),
		    good[i].text);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char why[64];

		snprintf(why, sizeof why, "!%s is shown as a date, but is none",
		    bad[i].stored);
		EXPECT_STR(
		    text_of(bad[i].stored,
			(struct sheet_style){ (unsigned char)bad[i].kind, 0 },
			bad[i].from_1904),
		    why);
	}
}

int
main(void)
{
	test("a number has the 15 digits a spreadsheet has, and no more",
	    numbers);
	test("a format of zeros puts zeros in front of whole numbers", zeros);
	test("days and times count from 1900 or 1904, to the second", dates);
	return test_done();
}
