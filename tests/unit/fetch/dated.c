#include "fetch/dated.h"

#include "test.h"
#include "value/time/date.h"

static void
gives(const char *text, const char *want)
{
	struct buf b = { 0 };
	int32_t day;
	struct err e;

	EXPECT(date_parse(SPAN("2022-03-01"), &day));
	EXPECT(!dated_text(&b, text, &day, &e));
	EXPECT_STR(b.p, want);
	buf_free(&b);
}

static void
refuses(const char *text, const char *why)
{
	struct buf b = { 0 };
	int32_t day = 0;
	struct err e;

	EXPECT(dated_text(&b, text, &day, &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text, why);
	buf_free(&b);
}

static void
days_are_put_in(void)
{
	gives("", "");
	gives("a", "a");
	gives("{date}", "2022-03-01");
	gives("a{date:%Y%m%d}b{date:%y-%j}c", "a20220301b22-060c");
	gives("{date:}{date:x%%}", "x%");
	gives("{{date}}", "{date}}");
	gives("%Y}", "%Y}");
}

static void
braces_that_mean_nothing(void)
{
	struct buf b = { 0 };
	struct err e;

	refuses("{day}",
	    "\"{day}\" is neither {date} nor {date:FORMAT}; {{ is "
	    "a brace");
	refuses("{dates}",
	    "\"{dates}\" is neither {date} nor {date:FORMAT}; "
	    "{{ is a brace");
	refuses("{}",
	    "\"{}\" is neither {date} nor {date:FORMAT}; {{ is a "
	    "brace");
	refuses("x{date", "\"{date\": a brace is not closed; {{ is one");
	refuses("{date:%H}", "\"%H\": a day has %Y %y %m %d %j");
	refuses("{date:%}", "\"%\": a day has %Y %y %m %d %j");
	EXPECT(dated_text(&b, "{date}", NULL, &e) == -1);
	EXPECT_STR(e.text, "\"{date}\": no day was said; -d DATE does");
	buf_free(&b);
}

int
main(void)
{
	test("days are put in", days_are_put_in);
	test("braces that mean nothing are refused", braces_that_mean_nothing);
	return test_done();
}
