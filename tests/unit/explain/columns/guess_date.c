/* Forms of dates. */
#include "explain/columns/guess_date.h"
#include "test.h"

/* The first form that fits all of them, and whether others do. */
static const char *
form_of(const char *const *list, bool *more)
{
	dateguess set = guess_date_all();
	int form;

	for (; *list; list++)
		set = guess_date_keep(set, span_str(*list));
	*more = false;
	if (!set)
		return "none";
	form = guess_date_take(&set);
	*more = set != 0;
	return guess_date_format(form) ? guess_date_format(form) : "ISO";
}

static void
dates(void)
{
	bool more;

	EXPECT_STR(form_of((const char *[]){ "2022-11-01",
			       "2022-11-01 10:00:00", NULL },
		       &more),
	    "ISO");
	EXPECT_STR(
	    form_of((const char *[]){ "10/02/2018", NULL }, &more), "%d/%m/%Y");
	EXPECT(more);
	EXPECT_STR(form_of((const char *[]){ "10/02/2018", "11/22/2018", NULL },
		       &more),
	    "%m/%d/%Y");
	EXPECT_STR(
	    form_of((const char *[]){ "18.09.2017", NULL }, &more), "%d.%m.%Y");
	EXPECT_STR(form_of((const char *[]){ "07 Nov 2013", NULL }, &more),
	    "%d %b %Y");
	EXPECT_STR(
	    form_of((const char *[]){ "20221301", NULL }, &more), "none");
	EXPECT_STR(form_of((const char *[]){ "12.50", NULL }, &more), "none");
}

/* The forms of a number, one after another. */
static void
expect_number(const char *value, const char *want)
{
	dateguess set = guess_date_keep(guess_date_all(), span_str(value));
	char got[64] = "";

	while (set)
		strcat(
		    strcat(got, " "), guess_date_format(guess_date_take(&set)));
	EXPECT_STR(got, want);
}

static void
counts(void)
{
	expect_number("1667260800", " %s");
	expect_number("1667260800123", " %Q");
	expect_number("1262304000", " %s");
	expect_number("1262303999", "");
	expect_number("4102444799", " %s");
	expect_number("4102444800", "");
	expect_number("4102444799999", " %Q");
	expect_number("1231235959", " %m%d%H%M%S"); /* 2009, too */
	expect_number("0667260800", "");
	expect_number("-166726080", "");
	expect_number("166726080012", "");
	expect_number("20221101101112", " %Y%m%d%H%M%S");
	EXPECT(!guess_date_without_bare(
	    guess_date_keep(guess_date_all(), SPAN("1667260800"))));
}

int
main(void)
{
	test("numbers of this century may count from 1970", counts);
	test("a form of dates fits all values", dates);
	return test_done();
}
