#include "value/time/date.h"
#include "test.h"
#include "value/time/tz_rule.h"

enum { HOUR = 3600, DAY = 86400 };

static struct tz_rule
rule(const char *text)
{
	struct tz_rule r;

	EXPECT(tz_rule_parse(span_str(text), &r));
	return r;
}

static void
without_dst(void)
{
	EXPECT(rule("UTC0").std == 0);
	EXPECT(rule("CST-8").std == 8 * HOUR);
	EXPECT(rule("<+0545>-5:45").std == 5 * HOUR + 45 * 60);
	EXPECT(rule("<-1234>+12:34:56").std == -(12 * HOUR + 34 * 60 + 56));
	EXPECT(!rule("CST-8").has_dst);
}

static void
with_dst(void)
{
	struct tz_rule r = rule("CET-1CEST,M3.5.0,M10.5.0/3");

	EXPECT(r.has_dst && r.std == HOUR && r.dst == 2 * HOUR);
	EXPECT(r.start.time == 2 * HOUR && r.end.time == 3 * HOUR);
	r = rule("IST-1GMT0,M10.5.0,M3.5.0/1"); /* the winter is dst */
	EXPECT(r.std == HOUR && r.dst == 0);
	r = rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
	EXPECT(r.start.time == -HOUR && r.dst == -HOUR);
}

static void
falls_on(const char *text, int year, const char *start, const char *end)
{
	struct tz_rule r = rule(text);
	int64_t t[2];
	char date[DATE_LEN + 1];

	tz_rule_year(&r, year, t);
	t[0] += r.std - r.start.time;
	t[1] += r.dst - r.end.time;
	EXPECT(t[0] % DAY == 0 && t[1] % DAY == 0);
	date_format((int32_t)(t[0] / DAY), date);
	EXPECT_STR(date, start);
	date_format((int32_t)(t[1] / DAY), date);
	EXPECT_STR(date, end);
}

static void
days_of_change(void)
{
	falls_on(
	    "CET-1CEST,M3.5.0,M10.5.0/3", 2022, "2022-03-27", "2022-10-30");
	falls_on(
	    "CET-1CEST,M3.5.0,M10.5.0/3", 2024, "2024-03-31", "2024-10-27");
	falls_on("EST5EDT,M3.2.0,M11.1.0", 2026, "2026-03-08", "2026-11-01");
	falls_on("A0B,J60,J59", 2023, "2023-03-01", "2023-02-28");
	falls_on("A0B,J60,J59", 2024, "2024-03-01", "2024-02-28");
	falls_on("AAA0BBB,60,59", 2023, "2023-03-02", "2023-03-01");
	falls_on("AAA0BBB,60,59", 2024, "2024-03-01", "2024-02-29");
	falls_on("AAA0BBB,0/0,J365/25", 2023, "2023-01-01", "2023-12-31");
	falls_on("AAA0BBB,M12.5.6,M1.1.4", 2022, "2022-12-31", "2022-01-06");
	falls_on("AAA0BBB,M3.5.0,M10.5.0", 1900, "1900-03-25", "1900-10-28");
	falls_on("AAA0BBB,M2.5.4,M2.4.4", 1968, "1968-02-29", "1968-02-22");
}

static void
others(void)
{
	static const char *const bad[] = { "", "CET", "1", "CET-", "CET-1CEST",
		"CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,M3.5.0,M10.5.0x", "CET-1CEST,J0,J3",
		"CET-1CEST,366,3", "<+01-1", "CET-168", "CET-1:60",
		"CET-1CEST,M3.5.0/,M10.5.0", "CET-1CEST,M3.5,M10.5.0" };
	struct tz_rule r;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		EXPECT(!tz_rule_parse(span_str(bad[i]), &r));
		if (test_broken)
			printf("# %s\n", bad[i]);
	}
}

int
main(void)
{
	test("a rule without daylight saving time is an offset", without_dst);
	test("a rule has two offsets and two changes", with_dst);
	test("the changes fall on the days the rule says", days_of_change);
	test("anything else is refused", others);
	return test_done();
}
