/*
 * The rules themselves are compared with a slow reference on random weeks by
 * recon-roll.bats; here are the cases that random weeks seldom meet.
 */
#include "roll/legs/close_legs.h"

#include "test.h"
#include "value/time/date.h"

static struct legs legs;
static struct tolerances tolerances;

/* '<' was open before, '>' is of today. */
static void
item(char when, const char *line)
{
	struct result r;
	struct err e;

	EXPECT(date_of(2022, 11, 9, &legs.today));
	legs.latest = legs.today - 1;
	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	EXPECT(legs_add(&legs, &r, when == '<', &e) == 0);
}

/* Closes the legs and writes which with which, "0+2 1+3", in one string. */
static const char *
closed(void)
{
	static char text[200];
	struct close_legs s = { .tolerances = &tolerances };
	struct err e;
	char *p = text;

	*p = '\0';
	legs_arrange(&legs);
	EXPECT(close_legs_key(&s, &legs, &e) == 0);
	for (size_t i = 0; i < s.n; i++) {
		const struct closing *c = &s.closings[i];

		for (size_t j = 0; j < c->n; j++)
			p += sprintf(p, "%s%d",
			    j       ? "+"
				: i ? " "
				    : "",
			    (int)(s.members[c->first + j] - legs.of));
	}
	close_legs_free(&s);
	legs_clear(&legs);
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
	EXPECT_STR(closed(), "1+3 2+0");
}

static void
before_is_older_than_today(void)
{
	item('<', L("5.00", "01"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "01"));
	EXPECT_STR(closed(), "0+2");
}

static void
what_was_seen_first_is_older(void)
{
	item('<', L("5.00", "01") "\tfirst=2022-11-03");
	item('<', L("5.00", "01") "\tfirst=2022-11-02");
	item('>', R("5.00", "09"));
	EXPECT_STR(closed(), "1+2");
}

static void
two_of_today_never_meet(void)
{
	item('<', L("5.00", "05"));
	item('<', R("5.00", "06"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(closed(), "3+0 2+1");
	item('<', L("5.00", "05"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(closed(), "2+0");
	item('<', R("5.00", "05"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(closed(), "1+0");
	item('<', L("9.00", "05"));
	item('>', L("5.00", "01"));
	item('>', R("5.00", "02"));
	EXPECT_STR(closed(), "");
}

static void
without_news_nothing_closes(void)
{
	item('<', L("5.00", "01"));
	item('<', R("5.00", "01"));
	item('<', L("0.00", "01"));
	EXPECT_STR(closed(), "");
}

static void
the_smallest_difference_closes_first(void)
{
	struct err e;

	EXPECT(tolerance_add(&tolerances, "0.05", &e) == 0);
	item('<', L("5.00", "01"));
	item('<', L("5.03", "02"));
	item('>', R("5.04", "09"));
	EXPECT_STR(closed(), "1+2");
	/* equally far: two from before, then the oldest */
	item('<', L("5.00", "01"));
	item('<', L("5.04", "02"));
	item('<', R("5.02", "03"));
	item('>', R("5.02", "01"));
	EXPECT_STR(closed(), "0+2 3+1");
	item('<', L("5.04", "02"));
	item('<', L("5.00", "01"));
	item('>', R("5.02", "09"));
	EXPECT_STR(closed(), "1+2");
	/* two of today are left to recon-join */
	item('<', L("9.00", "01"));
	item('>', L("5.00", "09"));
	item('>', R("5.01", "09"));
	EXPECT_STR(closed(), "");
	tolerances_free(&tolerances);
}

static void
the_rest_closes_with_one_from_before_only(void)
{
	item('<', L("5.00", "01"));
	item('>', L("4.00", "02"));
	item('>', L("6.00", "02"));
	item('>', R("5.00", "02"));
	item('>', R("10.00", "02"));
	EXPECT_STR(closed(), "0+3"); /* what is left is all of today */
	item('<', L("5.00", "01"));
	item('<', L("4.00", "01"));
	item('>', L("6.00", "02"));
	item('>', R("5.00", "02"));
	item('>', R("10.00", "02"));
	EXPECT_STR(closed(), "0+3 1+2+4");
}

static void
a_leg_that_is_closed_takes_no_part(void)
{
	item('<', L("5.00", "01"));
	item('<', L("5.00", "02"));
	item('>', R("5.00", "09"));
	legs.of[0].closed = true;
	EXPECT_STR(closed(), "1+2");
	item('<', L("5.00", "01"));
	item('>', R("5.00", "09"));
	legs.of[0].closed = true;
	EXPECT_STR(closed(), "");
}

/* The error of closing the legs. */
static struct err
refused(void)
{
	struct close_legs s = { .tolerances = &tolerances };
	struct err e;

	legs_arrange(&legs);
	EXPECT(close_legs_key(&s, &legs, &e) == -1);
	EXPECT(e.status == ST_DATA);
	close_legs_free(&s);
	legs_clear(&legs);
	return e;
}

static void
amounts_that_overflow_are_told(void)
{
	static const char most[] = "170141183460469231731687303715884105727";
	char line[200];
	struct err e;

	sprintf(line, "k\tleft\t%s\t-\t%s\tCNY\t2022-11-01", most, most);
	item('<', line);
	item('>', line);
	EXPECT_STR(refused().text,
	    "the open items of key \"k\" add up to more than fits");
	EXPECT(tolerance_add(&tolerances, "0.05", &e) == 0);
	item('<', line);
	item('>', R("5.00", "09"));
	EXPECT_STR(refused().text,
	    "key \"k\": its amounts are too large to be compared");
	tolerances_free(&tolerances);
}

int
main(void)
{
	test("the oldest of equal legs meet", the_oldest_meet);
	test("of one DATE, a leg from before is older than one of today",
	    before_is_older_than_today);
	test("of one DATE, what was seen first is older",
	    what_was_seen_first_is_older);
	test("two legs of today never close each other",
	    two_of_today_never_meet);
	test("nothing closes without a leg of today",
	    without_news_nothing_closes);
	test("within the tolerance the smallest difference closes first",
	    the_smallest_difference_closes_first);
	test("the rest closes only with a leg from before in it",
	    the_rest_closes_with_one_from_before_only);
	test("a leg that is closed already takes no part",
	    a_leg_that_is_closed_takes_no_part);
	test("sums and amounts that do not fit are told",
	    amounts_that_overflow_are_told);
	legs_free(&legs);
	return test_done();
}
