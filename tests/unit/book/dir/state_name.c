#include "book/dir/state_name.h"

#include "test.h"

static bool
reads(const char *text)
{
	struct state_name n;
	char again[STATE_NAME_CAP];

	if (!state_name_parse(span_str(text), &n))
		return false;
	state_name_format(again, &n);
	EXPECT_STR(again, text);
	return true;
}

static void
every_form(void)
{
	EXPECT(reads("day-2022-11-01.1"));
	EXPECT(reads("open-2022-11-01.12.res"));
	EXPECT(reads("open-0000-01-01.999999.res"));
	EXPECT(reads("input-2022-11-01.1.3.gz"));
	EXPECT(reads("results-2022-11-01.1.gz"));
}

static void
near_misses(void)
{
	static const char *const names[] = { "", "manifest", "lock",
		"day-2022-11-01", "day-2022-11-01.", "day-2022-11-01.0",
		"day-2022-11-01.01", "day-2022-02-29.1", "day-2022-11-01.1 ",
		"day-2022-11-01.1.res", "day-2022-11-01.1000000",
		"open-2022-11-01.1", "open-2022-11-01.res",
		"open-2022-11-01.1.res.bak", "open-2022-11-01.-1.res",
		"input-2022-11-01.1.gz", "input-2022-11-01.1.0.gz",
		"results-2022-11-01.1.1.gz", "../open-2022-11-01.1.res" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		EXPECT(!reads(names[i]));
}

static void
older_form(void)
{
	int32_t day;
	bool back;

	EXPECT(state_name_older(SPAN("open-2022-11-01.res"), &day, &back));
	EXPECT(day == 19297 && !back);
	EXPECT(state_name_older(SPAN("back-open-2022-11-01.res"), &day, &back));
	EXPECT(day == 19297 && back);
	EXPECT(!state_name_older(SPAN("open-2022-11-01.1.res"), &day, &back));
	EXPECT(!state_name_older(SPAN("open-2022-02-30.res"), &day, &back));
	EXPECT(!state_name_older(SPAN("back-"), &day, &back));
}

int
main(void)
{
	test("a name that is written is read as what it was", every_form);
	test("what is not written so is no name of ours", near_misses);
	test("the names of version 0.1.0 are known", older_form);
	return test_done();
}
