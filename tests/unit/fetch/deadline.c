#include "fetch/deadline.h"

#include "sys/clock.h"
#include "test.h"

/* 2022-11-01T23:30:00Z */
enum { NOW = 1667345400 };

static int64_t
at(const char *time, const char *zone)
{
	struct deadline d = { 0 };
	struct err e;

	EXPECT(!deadline_take(&d, time, zone, &e));
	EXPECT(d.is);
	return d.at;
}

static void
it_is_of_the_day_in_the_zone(void)
{
	clock_set(NOW, 0);
	EXPECT(at("23:31", "UTC") == NOW + 60);
	EXPECT(at("23:29:59", "UTC") == NOW - 1);
	/* there it is 07:30 of the second */
	EXPECT(at("09:00", "Asia/Shanghai") == NOW + 5400);
	EXPECT(at("09:00", "+08:00") == NOW + 5400);
	EXPECT(at("2022-11-02T09:00", "Asia/Shanghai") == NOW + 5400);
	EXPECT(at("2022-11-01T23:30:01", "UTC") == NOW + 1);
	clock_release();
}

static void
clocks_that_are_changed(void)
{
	/* put forward at 01:00Z, from 02:00 to 03:00 */
	EXPECT(at("2022-03-27T02:30", "Europe/Berlin") == 1648342800);
	EXPECT(at("2022-03-27T03:00", "Europe/Berlin") == 1648342800);
	/* put back at 01:00Z, from 03:00 to 02:00: the first 02:30 */
	EXPECT(at("2022-10-30T02:30", "Europe/Berlin") == 1667089800);
}

static void
what_is_no_time_is_refused(void)
{
	static const char *const bad[] = { "", "9:00", "24:00", "09:60", "0900",
		"09:00:60", "09-00", "2022-11-31T09:00", "2022-11-01 09:00",
		"2022-11-01T", "2022-11-01T9:00", "09:00 " };
	struct deadline d = { 0 };
	struct err e;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(deadline_take(&d, bad[i], "UTC", &e) == -1);
	EXPECT(deadline_take(&d, "09:00", "Mars", &e) == -1);
	EXPECT(!d.is);
}

static void
it_passes_with_the_clock(void)
{
	struct deadline d = { .is = false };

	EXPECT(!deadline_passed(&d));
	d = (struct deadline){ .is = true, .at = NOW };
	clock_set(NOW - 1, 0);
	EXPECT(!deadline_passed(&d));
	clock_set(NOW, 0);
	EXPECT(deadline_passed(&d));
	deadline_wait(&d, 1000000); /* does not wait */
	clock_release();
}

static void
one_that_was_late_ends_nothing(void)
{
	struct deadline late = { 0 }, soon = { 0 };
	struct err e;

	clock_set(NOW, 0);
	EXPECT(!deadline_take(&late, "23:30", "UTC", &e));
	EXPECT(!deadline_take(&soon, "23:31", "UTC", &e));
	clock_set(NOW + 60, 0);
	EXPECT(deadline_passed(&late) && !deadline_ends(&late));
	EXPECT(deadline_passed(&soon) && deadline_ends(&soon));
	clock_release();
}

int
main(void)
{
	test("a time is one of the day it is in the zone",
	    it_is_of_the_day_in_the_zone);
	test("a time that clocks skip, and one they show twice",
	    clocks_that_are_changed);
	test("what is no time, or no zone, is refused",
	    what_is_no_time_is_refused);
	test("it passes with the clock on the wall", it_passes_with_the_clock);
	test("one that had passed when it was taken ends nothing",
	    one_that_was_late_ends_nothing);
	return test_done();
}
