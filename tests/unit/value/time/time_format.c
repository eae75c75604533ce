#include <inttypes.h>
#include <stdlib.h>

#include "value/time/date.h"
#include "io/lines.h"
#include "base/mem.h"
#include "test.h"
#include "value/time/time_format.h"
#include "text/tsv.h"

/* "2022-11-01 86399 +28800", with "-" for what is not there; "no" for a time
 * that is not of the form; the reason for a format that is refused. Lives
 * until the next call. */
static const char *
reads(const char *format, const char *text)
{
	static char got[ERR_CAP];
	struct time_format form = { 0 };
	struct time_format_moment m = { 0 };
	struct err e;
	size_t n = DATE_LEN;

	if (format && time_format_parse(&form, format, &e)) {
		snprintf(got, sizeof got, "%s", e.text);
		return got;
	}
	if (!time_format_read(&form, span_str(text), &m))
		return "no";
	date_format(m.day, got);
	n += (size_t)(m.has_time ? snprintf(got + n, 16, " %d", m.seconds)
				 : snprintf(got + n, 16, " -"));
	if (m.has_offset)
		snprintf(got + n, 16, " %+d", m.offset);
	else
		snprintf(got + n, 16, " -");
	if (format)
		EXPECT(m.has_time == time_format_has_time(&form));
	return got;
}

static void
iso(void)
{
	static const char *const rows[][2] = {
		{ "2022-11-01", "2022-11-01 - -" },
		{ "2022-11-01 23:59:59", "2022-11-01 86399 -" },
		{ "2022-11-01T23:59:59", "2022-11-01 86399 -" },
		{ "2022-11-01 23:59", "2022-11-01 86340 -" },
		{ "2022-11-01T00:00:01.123456", "2022-11-01 1 -" },
		{ "2022-11-01T00:00:01,5", "2022-11-01 1 -" },
		{ "2022-11-01T00:00:00Z", "2022-11-01 0 +0" },
		{ "2022-11-01T00:00:00+08:00", "2022-11-01 0 +28800" },
		{ "2022-11-01 00:00:00 -0330", "2022-11-01 0 -12600" },
		{ "2022-11-01T00:00:00.5-03", "2022-11-01 0 -10800" },
		{ "2022-11-01T00:00Z", "2022-11-01 0 +0" },
		{ "2016-12-31 23:59:60", "2016-12-31 86399 -" },
		{ "0000-01-01", "0000-01-01 - -" },
		{ "2022-11-1", "no" },
		{ "2022-02-29", "no" },
		{ "2022-11-01 24:00:00", "2022-11-02 0 -" },
		{ "2022-11-01 23:60:00", "no" },
		{ "2022-11-01 23:59:61", "no" },
		{ "2022-11-01 23", "no" },
		{ "2022-11-01 ", "no" },
		{ "2022-11-01T", "no" },
		{ "2022-11-01  10:00:00", "no" },
		{ "2022-11-01 10:00:00 ", "no" },
		{ "2022-11-01 10:00:00.", "no" },
		{ "2022-11-01 10:00:00x", "no" },
		{ "2022-11-01 10:00:00+24:00", "no" },
		{ "2022-11-01 10:00:00+08:", "no" },
		{ "2022-11-01+08:00", "no" },
		{ "2022/11/01", "no" },
		{ "20221101", "no" },
		{ "", "no" },
		{ "-", "no" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(reads(NULL, rows[i][0]), rows[i][1]);
}

static void
by_format(void)
{
	static const char *const rows[][3] = {
		{ "%Y/%m/%d", "2022/11/01", "2022-11-01 - -" },
		{ "%d.%m.%Y %H:%M", "01.11.2022 09:05", "2022-11-01 32700 -" },
		{ "%d.%m.%y", "31.12.68", "2068-12-31 - -" },
		{ "%d.%m.%y", "31.12.69", "1969-12-31 - -" },
		{ "%Y%m%d%H%M%S", "20221101235959", "2022-11-01 86399 -" },
		{ "%-d/%-m/%Y", "1/2/2022", "2022-02-01 - -" },
		{ "%-d/%-m/%Y", "31/12/2022", "2022-12-31 - -" },
		{ "%m/%d/%Y %I:%M %p", "11/01/2022 12:00 AM",
		    "2022-11-01 0 -" },
		{ "%m/%d/%Y %I:%M %p", "11/01/2022 12:00 pm",
		    "2022-11-01 43200 -" },
		{ "%m/%d/%Y %-I:%M%p", "11/01/2022 1:30PM",
		    "2022-11-01 48600 -" },
		{ "%d %b %Y", "01 Nov 2022", "2022-11-01 - -" },
		{ "%d %B %Y", "01 november 2022", "2022-11-01 - -" },
		{ "%a, %d %b %Y %T %z", "Tue, 01 Nov 2022 10:00:00 +0000",
		    "2022-11-01 36000 +0" },
		{ "%d %b %Y", "1 März 2022", "no" },
		{ "%-d. %b %Y", "1. März 2022", "2022-03-01 - -" },
		{ "%-d %b %Y", "3 FÉVRIER 2022", "2022-02-03 - -" },
		{ "%-d %b %Y", "3 dic 2022", "2022-12-03 - -" },
		{ "%-d %b %Y", "3 settembre 2022", "2022-09-03 - -" },
		{ "%-d %b %Y", "3 out 2022", "2022-10-03 - -" },
		{ "%-d %b %Y", "3 mrt 2022", "2022-03-03 - -" },
		{ "%-d %b %Y", "3 maj 2022", "2022-05-03 - -" },
		{ "%-d %b %Y", "3 Października 2022", "2022-10-03 - -" },
		{ "%-d %b %Y", "3 ŘÍJNA 2022", "2022-10-03 - -" },
		{ "%-d %b %Y", "3 Şubat 2022", "2022-02-03 - -" },
		{ "%-d %b %Y", "3 Декабря 2022", "2022-12-03 - -" },
		{ "%d%b%Y", "03červený2022", "no" },
		{ "%d%b%Y", "03sept2022", "2022-09-03 - -" },
		{ "%F %T", "2022-12-31 24:00:00", "2023-01-01 0 -" },
		{ "%F %T", "2022-12-31 24:00:01", "no" },
		{ "%F %T", "2022-12-31 25:00:00", "no" },
		{ "%F %T", "9999-12-31 24:00:00", "no" },
		{ "%Y%m%d%H%M%S", "20221101240000", "2022-11-02 0 -" },
		{ "%A %F", "Tuesday 2022-11-01", "2022-11-01 - -" },
		{ "%F %R", "2022-11-01 10:00", "2022-11-01 36000 -" },
		{ "%D", "11/01/22", "2022-11-01 - -" },
		{ "%Y-%j", "2024-366", "2024-12-31 - -" },
		{ "%Y-%j", "2023-366", "no" },
		{ "%Y-%j", "2023-000", "no" },
		{ "%s", "1667260799", "2022-10-31 86399 +0" },
		{ "%s", "-1", "1969-12-31 86399 +0" },
		{ "%Q", "1667260799999", "2022-10-31 86399 +0" },
		{ "%s", "999999999999", "no" },
		{ "%s", "12x", "no" },
		{ "%F%%", "2022-11-01%", "2022-11-01 - -" },
		{ "%F %T.%f", "2022-11-01 00:00:00.000001", "2022-11-01 0 -" },
		{ "%F %T%z", "2022-11-01 00:00:00Z", "2022-11-01 0 +0" },
		{ "%d.%m.%Y", "1.11.2022", "no" },
		{ "%d.%m.%Y", "01.11.22", "no" },
		{ "%d.%m.%Y", "32.01.2022", "no" },
		{ "%d.%m.%Y", "29.02.2023", "no" },
		{ "%d.%m.%Y", "01.11.20221", "no" },
		{ "%d.%m.%Y", " 01.11.2022", "no" },
		{ "%d %b %Y", "01 Nob 2022", "no" },
		{ "%I:%M %p %F", "13:00 PM 2022-11-01", "no" },
		{ "%I:%M %p %F", "00:00 AM 2022-11-01", "no" },
		{ "%F", "", "no" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		EXPECT_STR(reads(rows[i][0], rows[i][1]), rows[i][2]);
		if (test_broken)
			printf("# %s\n", rows[i][0]);
	}
}

/* A format without a year, and the day its times are near to. */
static const char *
reads_near(const char *format, const char *near, const char *text)
{
	static char got[DATE_LEN + 1];
	struct time_format form;
	struct time_format_moment m;
	struct err e;

	EXPECT(time_format_parse(&form, format, &e) == 0);
	EXPECT(!time_format_has_year(&form));
	EXPECT(date_parse(span_str(near), &form.near));
	if (!time_format_read(&form, span_str(text), &m))
		return "no";
	date_format(m.day, got);
	return got;
}

static void
no_year(void)
{
	static const char *const rows[][3] = {
		{ "2015-09-05", "0906123456", "2015-09-06" },
		{ "2023-01-01", "1231235959", "2022-12-31" },
		{ "2022-12-31", "0101000000", "2023-01-01" },
		{ "2022-07-01", "0101000000", "2022-01-01" },
		{ "2022-12-31", "1231240000", "2023-01-01" },
		{ "2023-03-01", "0229120000", "2024-02-29" },
		{ "2022-03-01", "0229120000", "no" },
		{ "2022-03-01", "1301120000", "no" },
		{ "0000-01-01", "1231000000", "0000-12-31" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(reads_near("%m%d%H%M%S", rows[i][0], rows[i][1]),
		    rows[i][2]);
	EXPECT_STR(reads_near("%-d.%-m.", "2022-11-01", "1.9."), "2022-09-01");
}

static void
bad_formats(void)
{
	static const char *const rows[][2] = {
		{ "%q", "unknown conversion \"%q\"" },
		{ "%", "unknown conversion \"%\"" },
		{ "%-Y-%m-%d", "unknown conversion \"%-Y\"" },
		{ "%F %Y", "%Y tells what another conversion tells" },
		{ "%H:%I",
		    "\"%H:%I\" does not tell a day: the year is "
		    "missing" },
		{ "", "\"\" does not tell a day: the year is missing" },
		{ "%Y-%m",
		    "\"%Y-%m\" does not tell a day: it takes %m and "
		    "%d, or %j" },
		{ "%Y-%m-%j",
		    "\"%Y-%m-%j\" does not tell a day: it takes "
		    "%m and %d, or %j" },
		{ "%F %I:%M",
		    "\"%F %I:%M\" does not tell a day: it takes "
		    "%H, or %I and %p" },
		{ "%F %H",
		    "\"%F %H\" does not tell a day: hours and "
		    "minutes go together" },
		{ "%F %M",
		    "\"%F %M\" does not tell a day: hours and "
		    "minutes go together" },
		{ "%F %R.%f",
		    "\"%F %R.%f\" does not tell a day: it takes "
		    "%H, %M and %S before a smaller part" },
		{ "%F %z",
		    "\"%F %z\" does not tell a day: %z without a "
		    "time of day" },
		{ "%F %s",
		    "\"%F %s\" does not tell a day: %s and %Q stand "
		    "alone" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_STR(reads(rows[i][0], ""), rows[i][1]);
}

/* The common form has a road of its own; formats take the other one. */
static void
two_roads(void)
{
	struct time_format slow, iso_form = { 0 };
	unsigned seed = 7;
	struct err e;
	int read = 0;

	EXPECT(time_format_parse(&slow, "%Y-%m-%d %H:%M:%S", &e) == 0);
	for (int i = 0; i < 300000 && !test_broken; i++) {
		char text[] = "2022-11-01 23:59:59";
		struct time_format_moment a = { 0 }, b = { 0 };
		bool x, y;

		for (int k = 0; k < 2; k++)
			text[rand_r(&seed) % 19] =
			    "0123456789012345678901234567890123456789-: "
				[rand_r(&seed) % 43];
		x = time_format_read(&iso_form, span_str(text), &a);
		y = time_format_read(&slow, span_str(text), &b);
		if (a.has_offset) /* 23:59-08 is good without seconds */
			continue;
		EXPECT(x == y && a.day == b.day && a.seconds == b.seconds);
		read += x;
		if (test_broken)
			printf("# %s\n", text);
	}
	EXPECT(read > 1000);
}

/* Lines "FORMAT TEXT RESULT", the result as reads() has it. */
static int
check_cases(const char *name)
{
	struct lines l;
	struct err e;
	struct span line;
	uint64_t good = 0, bad = 0;

	if (lines_open(&l, name, &e))
		return 2;
	while (lines_next(&l, &line, &e) == 1) {
		struct span rest = line, f[3];
		char *format, *text;

		for (int i = 0; i < 3; i++)
			if (!tsv_next(&rest, &f[i]))
				return 2;
		format = mem_dup(f[0]);
		text = mem_dup(f[1]);
		if (span_eq(span_str(reads(format, text)), f[2])) {
			good++;
		} else {
			bad++;
			printf("%.*s\n", (int)line.len, line.p);
		}
		free(format);
		free(text);
	}
	lines_close(&l);
	printf("%" PRIu64 " agree, %" PRIu64 " differ\n", good, bad);
	return bad != 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return check_cases(argv[1]);
	test("without a format ISO 8601 is read", iso);
	test("a format is read strictly", by_format);
	test("a format that does not tell a day is refused", bad_formats);
	test("the quick road reads what the slow one reads", two_roads);
	test("without a year it is the nearest day", no_year);
	return test_done();
}
