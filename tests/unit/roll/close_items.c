/*
 * The rules themselves are compared with a slow reference on random days by
 * recon-roll.bats; here are the cases that random days seldom meet.
 */
#include "roll/rolled_line.h"

#include <stdlib.h>

#include "value/date.h"
#include "test.h"

enum { MAX = 8 };

static struct open_item items[MAX];
static size_t n_items;

/* '<' was open before, '>' is of today. */
static void
item(char when, const char *line)
{
	struct open_item *it = &items[n_items++];
	struct err e;

	*it = (struct open_item){ .before = when == '<' };
	EXPECT(result_parse(span_str(line), &it->r, &e) == 0);
	EXPECT(date_parse(it->r.date, &it->day));
}

/* Settles the items and writes who closes whom, "0+2 1+3", in one string. */
static const char *
settled(void)
{
	static char text[200];
	struct close_items s = { 0 };
	struct err e;
	char *p = text;

	*p = '\0';
	EXPECT(close_items_key(&s, items, n_items, &e) == 0);
	for (size_t i = 0; i < s.n; i++) {
		const struct closing *c = &s.closings[i];

		for (size_t j = 0; j < c->n; j++)
			p += sprintf(p, "%s%d",
			    j       ? "+"
				: i ? " "
				    : "",
			    (int)(s.members[c->first + j] - items));
	}
	close_items_free(&s);
	n_items = 0;
	return text;
}

#define L(amount, day) "k\tleft\t" amount "\t-\t" amount "\tCNY\t2022-11-" day
#define R(amount, day) "k\tright\t-\t" amount "\t-" amount "\tCNY\t2022-11-" day

static void
the_oldest_meet(void)
{
	item('<', L("5.00", "03"));
	item('<', L("5.00", "01"));
	item('<', R("5.00", "02"));
	item('>', R("5.00", "01"));
	EXPECT_STR(settled(), "1+3 0+2");
}

static void
before_is_older_than_today(void)
{
	item('<', L("5.00", "01"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "01"));
	EXPECT_STR(settled(), "0+2");
}

static void
two_of_today_never_meet(void)
{
	item('<', L("5.00", "05"));
	item('<', R("5.00", "06"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(settled(), "0+3 2+1");
	item('<', L("5.00", "05"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(settled(), "0+2");
	item('<', R("5.00", "05"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(settled(), "1+0");
	item('<', L("9.00", "05"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(settled(), "");
}

static void
the_rest_closes_with_one_from_before_only(void)
{
	item('<', L("5.00", "01"));
	item('>', L("4.00", "02"));
	item('>', L("6.00", "02"));
	item('>', R("5.00", "02"));
	item('>', R("10.00", "02"));
	EXPECT_STR(settled(), "0+3"); /* what is left is all of today */
	item('<', L("5.00", "01"));
	item('<', L("4.00", "01"));
	item('>', L("6.00", "02"));
	item('>', R("5.00", "02"));
	item('>', R("10.00", "02"));
	EXPECT_STR(settled(), "0+3 1+2+4");
}

static void
amounts_that_overflow_are_told(void)
{
	static const char most[] = "170141183460469231731687303715884105727";
	char line[200];
	struct close_items s = { 0 };
	struct err e;

	sprintf(line, "k\tleft\t%s\t-\t%s\tCNY\t2022-11-01", most, most);
	item('<', line);
	item('<', line);
	EXPECT(close_items_key(&s, items, n_items, &e) == -1);
	EXPECT_STR(
	    e.text, "the open items of key \"k\" add up to more than fits");
	EXPECT(e.status == ST_DATA);
	close_items_free(&s);
	n_items = 0;
}

/* The rolled line of all items. */
static const char *
rolled(void)
{
	static char text[500];
	struct open_item *all[MAX];
	struct buf b = { 0 };
	struct result r;
	struct err e;
	int32_t today;

	for (size_t i = 0; i < n_items; i++)
		all[i] = &items[i];
	EXPECT(date_of(2022, 11, 9, &today));
	EXPECT(rolled_format(&b, &r, all, n_items, today, &e) == 0);
	EXPECT(b.len < sizeof text);
	memcpy(text, b.p, b.len);
	text[b.len] = '\0';
	EXPECT(result_parse(span_str(text), &r, &e) == 0);
	buf_free(&b);
	n_items = 0;
	return text;
}

static void
a_rolled_line_carries_what_its_items_agree_on(void)
{
	item('<', L("4.00", "03") "\tl.a=1\tl.b=2\tnote=x\tr.odd=1\tage=3");
	item('<', L("6.00", "02") "\tl.b=2\tl.a=3\tnote=x\tage=4");
	item('>', R("10.00", "05") "\tr.a=1\tnote=x\tclosed=no");
	EXPECT_STR(rolled(),
	    "k\trolled\t10.00\t10.00\t0.00\tCNY\t2022-11-02"
	    "\tl.b=2\tr.a=1\tnote=x\tclosed=2022-11-09");
}

static void
counts_add_up_where_an_item_has_them(void)
{
	item('<', L("4.00", "03") "\tln=2\trn=0");
	item('>', R("4.00", "05"));
	EXPECT_STR(rolled(),
	    "k\trolled\t4.00\t4.00\t0.00\tCNY\t2022-11-03"
	    "\tln=2\trn=1\tclosed=2022-11-09");
	item('<', L("4.00", "03") "\tln=many");
	item('>', R("4.00", "05") "\tln=0\trn=3");
	EXPECT_STR(rolled(),
	    "k\trolled\t4.00\t4.00\t0.00\tCNY\t2022-11-03"
	    "\tln=1\trn=3\tclosed=2022-11-09");
}

static void
a_missing_side_is_a_zero_of_the_same_scale(void)
{
	item('<', L("0.000", "03"));
	EXPECT_STR(rolled(),
	    "k\trolled\t0.000\t0.000\t0.000\tCNY\t2022-11-03"
	    "\tclosed=2022-11-09");
}

int
main(void)
{
	test("the oldest left closes the oldest right", the_oldest_meet);
	test("of one DATE, what was open before is older than today's",
	    before_is_older_than_today);
	test("two items of today never close each other",
	    two_of_today_never_meet);
	test("the rest of a group closes only with an item from before",
	    the_rest_closes_with_one_from_before_only);
	test("sums that do not fit are told", amounts_that_overflow_are_told);
	test("a rolled line carries what its items agree on",
	    a_rolled_line_carries_what_its_items_agree_on);
	test("ln= and rn= add up where an item has them",
	    counts_add_up_where_an_item_has_them);
	test("a missing side is a zero with as many decimals",
	    a_missing_side_is_a_zero_of_the_same_scale);
	return test_done();
}
