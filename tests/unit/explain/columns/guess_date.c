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

int
main(void)
{
	test("a form of dates fits all values", dates);
	return test_done();
}
