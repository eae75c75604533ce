#include "shown/show_time.h"

#include <stdlib.h>
#include <time.h>

#include "test.h"

static struct buf b;

static const char *
said(void)
{
	buf_byte(&b, '\0');
	b.len = 0;
	return b.p;
}

static const char *
moment(struct zone *z, int64_t ms)
{
	const struct show_clock c = { .zone = z };

	show_time(&b, &c, ms);
	return said();
}

static const char *
length(int64_t ms)
{
	show_long(&b, ms);
	return said();
}

static void
moments(void)
{
	struct zone berlin, shanghai;
	struct err e;

	EXPECT(zone_load(&berlin, "Europe/Berlin", &e) == 0);
	EXPECT(zone_load(&shanghai, "Asia/Shanghai", &e) == 0);
	EXPECT_STR(
	    moment(&shanghai, 1796004900123), "2026-11-30 10:15:00 +08:00");
	/* an hour comes twice */
	EXPECT_STR(
	    moment(&berlin, 1792889999000), "2026-10-25 02:59:59 +02:00");
	EXPECT_STR(
	    moment(&berlin, 1792890000000), "2026-10-25 02:00:00 +01:00");
	EXPECT_STR(moment(&berlin, -1), "1970-01-01 00:59:59 +01:00");
	EXPECT_STR(moment(&berlin, 0), "-");
	zone_free(&berlin);
	zone_free(&shanghai);
}

static void
here(void)
{
	static const char *const zones[] = { "America/St_Johns", "UTC0",
		"Asia/Kathmandu" };
	static const char *const want[] = { "2026-11-29 22:45:00 -03:30",
		"2026-11-30 02:15:00 +00:00", "2026-11-30 08:00:00 +05:45" };

	for (size_t i = 0; i < 3; i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		EXPECT_STR(moment(NULL, 1796004900000), want[i]);
	}
}

static void
lengths(void)
{
	const struct show_clock c = { .now = 90000 };

	EXPECT_STR(length(0), "0 s");
	EXPECT_STR(length(-5000), "0 s");
	EXPECT_STR(length(40), "40 ms");
	EXPECT_STR(length(999), "999 ms");
	EXPECT_STR(length(1000), "1 s");
	EXPECT_STR(length(59999), "59 s");
	EXPECT_STR(length(60000), "1 min");
	EXPECT_STR(length(3599999), "59 min");
	EXPECT_STR(length(11520000), "3 h 12 min");
	EXPECT_STR(length(86400000), "1 d 0 h");
	EXPECT_STR(length(INT64_C(36000000000)), "416 d 16 h");
	show_age(&b, &c, 60000);
	EXPECT_STR(said(), "30 s");
	show_age(&b, &c, 89500);
	EXPECT_STR(said(), "0 s");
	show_age(&b, &c, 100000);
	EXPECT_STR(said(), "0 s");
}

int
main(void)
{
	test("a moment stands with its offset, in the zone that is asked for",
	    moments);
	test("without one it is the zone of the machine", here);
	test("how long it is stands in its two largest units", lengths);
	buf_free(&b);
	return test_done();
}
