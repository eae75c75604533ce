#include <inttypes.h>
#include <stdlib.h>

#include "value/time/date.h"
#include "io/lines.h"
#include "base/mem.h"
#include "test.h"
#include "text/tsv.h"
#include "value/time/zone.h"

enum { HOUR = 3600, DAY = 86400 };

static int64_t
at(int year, int month, int mday, int hour, int minute)
{
	int32_t day = 0;

	EXPECT(date_of(year, month, mday, &day));
	return (int64_t)day * DAY + hour * HOUR + minute * 60;
}

static struct zone
zone(const char *name)
{
	struct zone z;
	struct err e;

	if (zone_load(&z, name, &e)) {
		test_broken = 1;
		printf("# %s\n", e.text);
	}
	return z;
}

static void
offset_is(const char *name, int64_t utc, int32_t want)
{
	struct zone z = zone(name);

	EXPECT(zone_at(&z, utc).offset == want);
	EXPECT(zone_local(&z, utc) == utc + want);
	zone_free(&z);
}

static void
fixed(void)
{
	offset_is("UTC", 0, 0);
	offset_is("+08:00", at(2022, 11, 1, 0, 0), 8 * HOUR);
	offset_is("-02:30", 0, -(2 * HOUR + HOUR / 2));
	offset_is("+00:00", INT64_C(253402300799), 0);
}

static void
named(void)
{
	offset_is("Asia/Shanghai", at(2022, 11, 1, 0, 0), 8 * HOUR);
	offset_is("Asia/Shanghai", at(2022, 7, 1, 0, 0), 8 * HOUR);
	offset_is("Asia/Kolkata", at(2022, 11, 1, 0, 0), 5 * HOUR + 1800);
	offset_is("Europe/Berlin", at(2022, 10, 30, 0, 59), 2 * HOUR);
	offset_is("Europe/Berlin", at(2022, 10, 30, 1, 0), HOUR);
	offset_is("Europe/Dublin", at(2022, 7, 1, 0, 0), HOUR);
	offset_is("Europe/Dublin", at(2022, 12, 1, 0, 0), 0);
	offset_is("America/New_York", at(1883, 11, 18, 0, 0), -17762);
}

static void
beyond_the_table(void)
{
	offset_is("Europe/Berlin", at(2500, 7, 1, 0, 0), 2 * HOUR);
	offset_is("Europe/Berlin", at(2500, 12, 31, 23, 59), HOUR);
	offset_is("Europe/Berlin", at(9999, 7, 1, 0, 0), 2 * HOUR);
	offset_is("Australia/Sydney", at(2500, 1, 1, 0, 0), 11 * HOUR);
	offset_is("Australia/Sydney", at(2500, 7, 1, 0, 0), 10 * HOUR);
	offset_is("Europe/Dublin", at(2500, 1, 1, 0, 0), 0);
}

static void
gap_and_fold(void)
{
	struct zone z = zone("Europe/Berlin");
	int64_t utc[2];

	EXPECT(zone_moments(&z, at(2022, 3, 27, 1, 59), utc) == 1);
	EXPECT(zone_moments(&z, at(2022, 3, 27, 2, 0), utc) == 0);
	EXPECT(zone_moments(&z, at(2022, 3, 27, 2, 59), utc) == 0);
	EXPECT(zone_moments(&z, at(2022, 3, 27, 3, 0), utc) == 1);
	EXPECT(utc[0] == at(2022, 3, 27, 1, 0));
	EXPECT(zone_moments(&z, at(2022, 10, 30, 1, 59), utc) == 1);
	EXPECT(zone_moments(&z, at(2022, 10, 30, 2, 30), utc) == 2);
	EXPECT(utc[0] == at(2022, 10, 30, 0, 30));
	EXPECT(utc[1] == at(2022, 10, 30, 1, 30));
	EXPECT(zone_moments(&z, at(2022, 10, 30, 3, 0), utc) == 1);
	zone_free(&z);
	z = zone("Pacific/Apia"); /* had no 30 December 2011 */
	EXPECT(zone_moments(&z, at(2011, 12, 30, 12, 0), utc) == 0);
	zone_free(&z);
}

static void
is_refused(const char *name, const char *want)
{
	struct zone z;
	struct err e;

	EXPECT(zone_load(&z, name, &e) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text, want);
}

static void
first(void)
{
	struct zone z = zone("Europe/Berlin");

	EXPECT(zone_first_moment(&z, at(2022, 7, 1, 12, 0)) ==
	    at(2022, 7, 1, 10, 0));
	EXPECT(zone_first_moment(&z, at(2022, 3, 27, 2, 0)) ==
	    at(2022, 3, 27, 1, 0));
	EXPECT(zone_first_moment(&z, at(2022, 3, 27, 2, 59)) ==
	    at(2022, 3, 27, 1, 0));
	EXPECT(zone_first_moment(&z, at(2022, 3, 27, 3, 0)) ==
	    at(2022, 3, 27, 1, 0));
	EXPECT(zone_first_moment(&z, at(2022, 10, 30, 2, 30)) ==
	    at(2022, 10, 30, 0, 30));
	EXPECT(zone_first_moment(&z, at(2022, 10, 30, 3, 0)) ==
	    at(2022, 10, 30, 2, 0));
	zone_free(&z);
}

static void
unknown(void)
{
	static const char *const names[] = { "", "Mars/Olympus", "+8", "+24:00",
		"+08:60", "+0a:00", "/etc/passwd", "../zoneinfo",
		"Asia/../Asia/Shanghai", "utc+8" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char want[200];

		snprintf(want, sizeof want,
		    "\"%s\" is not a zone: neither "
		    "UTC, nor +HH:MM, nor in the system's tz data as "
		    "Asia/Shanghai is",
		    names[i]);
		is_refused(names[i], want);
	}
	is_refused("zone.tab",
	    "/usr/share/zoneinfo/zone.tab: is not a time "
	    "zone file this program can read");
	is_refused("Asia", "/usr/share/zoneinfo/Asia: is a directory");
}

/*
 * Lines "at ZONE UTC OFFSET" and "local ZONE LOCAL N FIRST SECOND" from
 * elsewhere are computed here too.
 */
static int64_t
number(struct span s)
{
	char text[32];

	snprintf(text, sizeof text, "%.*s", (int)s.len, s.p);
	return strtoll(text, NULL, 10);
}

static bool
case_agrees(struct zone *z, const struct span f[6])
{
	int64_t utc[2];
	int n;

	if (span_eq(f[0], SPAN("at")))
		return zone_at(z, number(f[2])).offset == number(f[3]);
	n = zone_moments(z, number(f[2]), utc);
	return n == number(f[3]) && (n < 1 || utc[0] == number(f[4])) &&
	    (n < 2 || utc[1] == number(f[5]));
}

static int
check_cases(const char *name)
{
	struct zone z = { 0 };
	struct lines l;
	struct err e;
	struct span line;
	char *loaded = NULL;
	uint64_t good = 0, bad = 0;

	if (lines_open(&l, name, &e))
		return 2;
	while (lines_next(&l, &line, &e) == 1) {
		struct span f[6], rest = line;

		for (int i = 0; i < 6; i++)
			if (!tsv_next(&rest, &f[i]))
				f[i] = (struct span){ 0 };
		if (!loaded || !span_eq(f[1], span_str(loaded))) {
			free(loaded);
			loaded = mem_dup(f[1]);
			zone_free(&z);
			if (zone_load(&z, loaded, &e))
				puts(e.text);
		}
		if (case_agrees(&z, f)) {
			good++;
		} else {
			bad++;
			printf("%.*s\n", (int)line.len, line.p);
		}
	}
	lines_close(&l);
	zone_free(&z);
	free(loaded);
	printf("%" PRIu64 " agree, %" PRIu64 " differ\n", good, bad);
	return bad != 0;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return check_cases(argv[1]);
	test("UTC and fixed offsets need no data", fixed);
	test("a zone has the offsets of the tz database", named);
	test("the rule holds behind the table", beyond_the_table);
	test("a local time may be no moment, or two", gap_and_fold);
	test("clocks show a time first behind a gap, and before a fold", first);
	test("an unknown zone is refused", unknown);
	return test_done();
}
