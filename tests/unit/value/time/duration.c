#include "value/time/duration.h"

#include "test.h"

static void
read_ones(void)
{
	static const struct {
		const char *text;
		uint32_t s;
	} cases[] = { { "0", 0 }, { "0s", 0 }, { "5s", 5 }, { "30m", 1800 },
		{ "2h", 7200 }, { "3650d", DURATION_MAX_S } };
	uint32_t s;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		s = 77;
		EXPECT(duration_parse(span_str(cases[i].text), &s));
		EXPECT(s == cases[i].s);
	}
}

static void
refused(void)
{
	static const char *const cases[] = { "", "5", "s", "-5s", "5 s", "5S",
		"1.5h", "5ms", "3651d", "99999999999999999999s" };
	uint32_t s = 77;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		EXPECT(!duration_parse(span_str(cases[i]), &s));
		EXPECT(s == 77);
	}
}

int
main(void)
{
	test("digits and a unit are seconds", read_ones);
	test("what is none leaves the seconds as they were", refused);
	return test_done();
}
