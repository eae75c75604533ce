#include "roll/legs/rolled_line.h"

#include "test.h"
#include "value/time/date.h"

enum { MAX = 8 };

static struct legs legs;

static void
item(bool before, const char *line)
{
	struct result r;
	struct err e;

	EXPECT(date_of(2022, 11, 9, &legs.today));
	legs.latest = legs.today - 1;
	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	EXPECT(legs_add(&legs, &r, before, &e) == 0);
}

/* The rolled line of all legs, in the order in which they were added. */
static const char *
rolled(void)
{
	static char text[500];
	struct leg *all[MAX];
	struct buf b = { 0 };
	struct result r;
	struct err e;

	for (size_t i = 0; i < legs.n; i++)
		all[i] = &legs.of[i];
	EXPECT(legs.n <= MAX);
	legs_arrange(&legs);
	legs_name(&legs);
	EXPECT(rolled_format(&b, &r, all, legs.n, legs.today, &e) == 0);
	EXPECT(b.len < sizeof text);
	memcpy(text, b.p, b.len);
	text[b.len] = '\0';
	EXPECT(result_parse(span_str(text), &r, &e) == 0);
	buf_free(&b);
	legs_clear(&legs);
	return text;
}

#define L(amount, day) "k\tleft\t" amount "\t-\t" amount "\tCNY\t2022-11-" day
#define R(amount, day) "k\tright\t-\t" amount "\t-" amount "\tCNY\t2022-11-" day
#define A_ID "0123456789abcdef0123"
#define B_ID "3210fedcba9876543210"

static void
a_rolled_line_carries_what_its_legs_agree_on(void)
{
	item(true, L("4.00", "03") "\tl.a=1\tl.b=2\tnote=x\tr.odd=1\tid=" A_ID);
	item(true, L("6.00", "02") "\tl.b=2\tl.a=3\tnote=x\tage=4\tid=" B_ID);
	item(false, R("10.00", "05") "\tr.a=1\tnote=x\tclosed=no");
	EXPECT_STR(rolled(),
	    "k\trolled\t10.00\t10.00\t0.00\tCNY\t2022-11-02"
	    "\tl.b=2\tr.a=1\tnote=x\tl.date=2022-11-02\tr.date=2022-11-05"
	    "\tcloses=" A_ID "," B_ID "\tclosed=2022-11-09");
}

static void
counts_add_up_where_a_leg_has_them(void)
{
	item(false, L("4.00", "03") "\tln=2\trn=0");
	item(false, R("4.00", "03"));
	EXPECT_STR(rolled(),
	    "k\trolled\t4.00\t4.00\t0.00\tCNY\t2022-11-03"
	    "\tln=2\trn=1\tclosed=2022-11-09");
	item(false, L("4.00", "03") "\tln=many");
	item(false, R("4.00", "03") "\tln=0\trn=3");
	EXPECT_STR(rolled(),
	    "k\trolled\t4.00\t4.00\t0.00\tCNY\t2022-11-03"
	    "\tln=1\trn=3\tclosed=2022-11-09");
}

static void
each_side_of_a_line_has_its_fields(void)
{
	item(true,
	    "k\tamount\t5.00\t4.00\t1.00\tCNY\t2022-11-01\tln=3\trn=2\tl.a=1"
	    "\tr.a=2\tl.date=2022-11-02\tr.date=2022-11-01\tl.id=" A_ID
	    "\tr.id=" B_ID "\tl.first=2022-11-02\tr.first=2022-11-03\tage=1");
	legs.n = 1;
	EXPECT(legs.of[0].day == legs.of[0].first);
	EXPECT_STR(rolled(),
	    "k\trolled\t5.00\t0.00\t5.00\tCNY\t2022-11-02\tln=3\trn=0\tl.a=1"
	    "\tcloses=" A_ID "\tclosed=2022-11-09");
}

static void
a_missing_side_is_a_zero_of_the_same_scale(void)
{
	item(false, L("0.000", "03"));
	EXPECT_STR(rolled(),
	    "k\trolled\t0.000\t0.000\t0.000\tCNY\t2022-11-03"
	    "\tclosed=2022-11-09");
}

int
main(void)
{
	test("a rolled line carries what its legs agree on, and closes those "
	     "from before",
	    a_rolled_line_carries_what_its_legs_agree_on);
	test("ln= and rn= add up where a leg has them",
	    counts_add_up_where_a_leg_has_them);
	test("each side of a line has its fields, DATE, day first seen and id",
	    each_side_of_a_line_has_its_fields);
	test("a missing side is a zero with as many decimals",
	    a_missing_side_is_a_zero_of_the_same_scale);
	legs_free(&legs);
	return test_done();
}
