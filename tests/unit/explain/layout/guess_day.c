/* A day near those of a bill. */
#include "explain/layout/guess_day.h"
#include "test.h"
#include "value/time/date.h"

static const char *
day_in(const char *text)
{
	static char shown[DATE_LEN + 1];
	int32_t day;

	if (!guess_day_in(span_str(text), &day))
		return "none";
	date_format(day, shown);
	return shown;
}

static void
days(void)
{
	EXPECT_STR(day_in("bill_20221101.csv"), "2022-11-01");
	EXPECT_STR(
	    day_in("Statement 2022-11-1, printed 2022-11-02"), "2022-11-01");
	EXPECT_STR(day_in("起始日期：2022年11月1日"), "2022-11-01");
	EXPECT_STR(day_in("对账单（2024年1月）"), "2024-01-15");
	EXPECT_STR(day_in("2022/11/01 10:20:30"), "2022-11-01");
	EXPECT_STR(day_in("bill.2022.11.01.txt"), "2022-11-01");
}

static void
others(void)
{
	EXPECT_STR(day_in(""), "none");
	EXPECT_STR(day_in("order 2022110112345678"), "none");
	EXPECT_STR(day_in("20221301"), "none");
	EXPECT_STR(day_in("18991231"), "none");
	EXPECT_STR(day_in("1101102030"), "none");
	EXPECT_STR(day_in("2022-11"), "none");
	EXPECT_STR(day_in("2022-11-31"), "none");
}

int
main(void)
{
	test("the first date with a year is found, however it is parted", days);
	test("longer numbers and days of no calendar are none", others);
	return test_done();
}
