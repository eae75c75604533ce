#include "value/time/utc_text.h"

#include "sys/clock.h"
#include "test.h"

static void
both_ways(void)
{
	static const int64_t moments[] = { 0, -1, 951825599, 1667350800,
		253402300799 };
	char text[CLOCK_TEXT_CAP];
	int64_t s = 1;

	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		clock_format(moments[i], text);
		EXPECT(utc_text_parse(span_str(text), &s));
		EXPECT(s == moments[i]);
	}
}

static void
refused(void)
{
	static const char *const bad[] = { "", "2022-11-02T01:00:00",
		"2022-11-02 01:00:00Z", "2022-11-31T01:00:00Z",
		"2022-11-02T24:00:00Z", "2022-11-02T01:60:00Z",
		"2022-11-02T01:00:60Z", "2022-11-02T01:00:00z",
		"2022-11-02T01:00:00Z ", "2022-11-02T-1:00:00Z" };
	int64_t s = 17;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		EXPECT(!utc_text_parse(span_str(bad[i]), &s));
	EXPECT(s == 17);
}

int
main(void)
{
	test("what the clock writes is read as the moment it was", both_ways);
	test("anything else is no moment", refused);
	return test_done();
}
