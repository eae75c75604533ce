#include "sys/clock.h"

#include <time.h>

#include "test.h"

static void
goes_on(void)
{
	int64_t wall = clock_wall_s(), ms = clock_monotonic_ms();
	int64_t known = (int64_t)time(NULL);

	EXPECT(wall <= known && known - wall < 60);
	while (clock_monotonic_ms() == ms)
		;
	EXPECT(clock_monotonic_ms() > ms);
	EXPECT(clock_wall_s() >= wall);
}

static void
is_what_a_test_says(void)
{
	int64_t before = clock_monotonic_ms();

	clock_set(1667260799, 5);
	EXPECT(clock_wall_s() == 1667260799 && clock_monotonic_ms() == 5);
	EXPECT(clock_wall_s() == 1667260799 && clock_monotonic_ms() == 5);
	clock_set(1667260800, 1005);
	EXPECT(clock_wall_s() == 1667260800 && clock_monotonic_ms() == 1005);
	clock_release();
	EXPECT(clock_monotonic_ms() >= before && clock_wall_s() > 1667260800);
}

static void
as_text(void)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(1667350800, text);
	EXPECT_STR(text, "2022-11-02T01:00:00Z");
	clock_format(0, text);
	EXPECT_STR(text, "1970-01-01T00:00:00Z");
}

static void
of_processors(void)
{
	int64_t before = clock_cpu_ms();

	while (clock_cpu_ms() < before + 2)
		;
	EXPECT(clock_cpu_ms() >= before + 2);
}

int
main(void)
{
	test("the clocks go on, and are those of the machine", goes_on);
	test("a test says what time it is", is_what_a_test_says);
	test("a time is text in UTC", as_text);
	test("work takes time of processors", of_processors);
	return test_done();
}
