/*
 * The rules themselves are compared with a slow reference on random weeks by
 * recon-roll.bats; here are the cases that random weeks seldom meet.
 */
#include "roll/legs/close_legs.h"

#include "test.h"
#include "value/time/date.h"

static struct legs legs;
static struct tolerances tolerances;
static struct sum_legs_rules sum_rules;
static char ambiguous[20]; /* which legs are, behind closed */

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
	struct close_legs s = { .tolerances = &tolerances,
		.sum_rules = &sum_rules };
	struct err e;
	char *p = text, *doubt = ambiguous;

	*p = *doubt = '\0';
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
	for (size_t i = 0; i < legs.n; i++)
		if (legs.of[i].ambiguous)
			doubt += sprintf(doubt, "%d", (int)i);
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
sums_of_what_has_waited(void)
{
	sum_rules = (struct sum_legs_rules){ .most = 3, .after = 3 };
	/* the several have waited, the one is of today */
	item('<', L("1.00", "06"));
	item('<', L("2.00", "05"));
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "1+0+3");
	/* one of them is a day too young */
	item('<', L("1.00", "07"));
	item('<', L("2.00", "05"));
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "");
	/* the one has waited, of the several none has to */
	item('<', R("3.00", "06"));
	item('<', L("1.00", "07"));
	item('>', L("2.00", "09"));
	item('>', L("9.00", "09"));
	EXPECT_STR(closed(), "0+1+2");
	/* what came today has not waited, whatever its DATE */
	item('<', L("9.00", "01"));
	item('>', R("3.00", "01"));
	item('>', L("1.00", "01"));
	item('>', L("2.00", "01"));
	EXPECT_STR(closed(), "");
	sum_rules.most = 0;
}

static void
sums_that_share_a_leg_are_ambiguous(void)
{
	sum_rules = (struct sum_legs_rules){ .most = 2 };
	item('<', L("1.00", "06"));
	item('<', L("2.00", "05"));
	item('<', L("2.00", "06"));
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "");
	EXPECT_STR(ambiguous, "0124");
	/* alike are those of one amount and DATE; the oldest is taken */
	item('<', L("1.00", "06"));
	item('<', L("2.00", "06") "\tfirst=2022-11-08");
	item('<', L("2.00", "06") "\tfirst=2022-11-07");
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "0+2+4");
	EXPECT_STR(ambiguous, "");
	/* who adds up to whom need not be known where all of it closes */
	item('<', L("4.00", "06"));
	item('<', L("6.00", "05"));
	item('<', L("6.00", "06"));
	item('>', R("10.00", "09"));
	item('>', R("3.00", "09"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "1+0+2+4+5+3");
	EXPECT_STR(ambiguous, "012345");
	sum_rules.most = 0;
}

static void
sums_come_behind_equal_and_near_ones(void)
{
	struct err e;

	EXPECT(tolerance_add(&tolerances, "0.05", &e) == 0);
	sum_rules = (struct sum_legs_rules){ .most = 2 };
	item('<', L("1.00", "06"));
	item('<', L("2.00", "06"));
	item('<', L("3.04", "06"));
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "2+4");
	item('<', L("1.00", "06"));
	item('<', L("2.05", "06"));
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "0+1+3");
	item('<', L("1.00", "06"));
	item('<', L("2.06", "06"));
	item('<', L("9.00", "06"));
	item('>', R("3.00", "09"));
	EXPECT_STR(closed(), "");
	tolerances_free(&tolerances);
	sum_rules.most = 0;
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
	struct close_legs s = { .tolerances = &tolerances,
		.sum_rules = &sum_rules };
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
	sum_rules = (struct sum_legs_rules){ .most = 2 };
	sprintf(
	    line, "k\tleft\t%s\t-\t%s\tCNY\t2022-11-01", most + 1, most + 1);
	item('<', line);
	item('>', R("5", "09"));
	item('>', R("6", "09"));
	EXPECT_STR(refused().text,
	    "the open items of key \"k\" are too large to be added up");
	sum_rules.most = 0;
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
	test("of a sum the one leg has waited, or each of the several",
	    sums_of_what_has_waited);
	test("sums that share a leg are ambiguous, unless all of it closes",
	    sums_that_share_a_leg_are_ambiguous);
	test("sums come behind equal legs and near ones",
	    sums_come_behind_equal_and_near_ones);
	test("a leg that is closed already takes no part",
	    a_leg_that_is_closed_takes_no_part);
	test("sums and amounts that do not fit are told",
	    amounts_that_overflow_are_told);
	legs_free(&legs);
	return test_done();
}
