#include "notify/choose/choose.h"

#include "test.h"

static struct err e;

/* What is given, in the order class, min-diff, only; NULL: not given. */
static struct choose
chosen(const char *classes, const char *least, const char *only)
{
	struct choose c = { 0 };
	struct option_given o = { .value = classes };

	EXPECT(!classes || choose_class_value(&c, &o, &e) == 0);
	o.value = least;
	EXPECT(!least || choose_least_value(&c, &o, &e) == 0);
	o.value = only;
	EXPECT(!only || choose_only_value(&c, &o, &e) == 0);
	return c;
}

static int
line(struct choose *c, const char *text)
{
	struct result r;

	if (result_parse(span_str(text), &r, &e)) {
		printf("# %s\n", e.text);
		return -2;
	}
	return choose_line(c, &r, &e);
}

#define LEFT "k1\tleft\t11.00\t-\t11.00\tCNY\t2022-11-01"
#define AMOUNT "k\\t2\tamount\t3.00\t5.50\t-2.50\tCNY\t2022-11-01"
#define MATCHED "k3\tmatched\t1.00\t1.00\t0.00\tCNY\t2022-11-01"

static void
test_classes(void)
{
	struct choose c = chosen(NULL, NULL, NULL);

	EXPECT(line(&c, LEFT) == 1);
	EXPECT(line(&c, AMOUNT) == 1);
	EXPECT(line(&c, MATCHED) == 0);
	EXPECT(!choose_closed(&c));
	choose_free(&c);
	c = chosen("matched, left", NULL, NULL);
	EXPECT(line(&c, LEFT) == 1);
	EXPECT(line(&c, AMOUNT) == 0);
	EXPECT(line(&c, MATCHED) == 1);
	EXPECT(choose_closed(&c));
	choose_free(&c);
}

static void
test_least(void)
{
	struct choose c = chosen("left,amount,matched", "2.5", NULL);

	EXPECT(line(&c, LEFT) == 1);
	EXPECT(line(&c, AMOUNT) == 1);
	EXPECT(line(&c, MATCHED) == 0);
	choose_free(&c);
	c = chosen(NULL, "2.51", NULL);
	EXPECT(line(&c, AMOUNT) == 0);
	choose_free(&c);
}

static void
test_overdue(void)
{
	struct choose c = { .overdue = 2 };

	EXPECT(line(&c, LEFT "\tage=2") == 1);
	EXPECT(line(&c, LEFT "\tage=1") == 0);
	EXPECT(line(&c, LEFT) == 0);
	choose_free(&c);
}

static void
test_only(void)
{
	struct choose c = chosen(NULL, NULL,
	    "(shop = \"a\\b\" or shop ~ ^7) and left > 10 and date >= "
	    "2022-11-01 and not key = x");

	EXPECT(line(&c, LEFT "\tl.shop=7") == 1);
	EXPECT(line(&c, LEFT "\tr.shop=71") == 1);
	EXPECT(line(&c, LEFT "\tshop=a\\\\b") == 1);
	EXPECT(line(&c, LEFT "\tshop=6") == 0);
	EXPECT(line(&c, LEFT) == 0);
	EXPECT(line(&c, "x\tright\t-\t1.00\t-1.00\tCNY\t-\tr.shop=7") == 0);
	EXPECT(line_cells_unmet(&c.cells) == NULL);
	choose_free(&c);
	c = chosen(NULL, NULL, "age >= 3");
	EXPECT(choose_only_value(
		   &c, &(struct option_given){ .value = "key ~ 1" }, &e) == 0);
	EXPECT(line(&c, LEFT "\tage=3") == 1);
	EXPECT(line(&c, "k2\tleft\t1\t-\t1\tCNY\t-\tage=3") == 0);
	EXPECT(line(&c, LEFT "\tage=x") == -1 && e.status == ST_DATA);
	EXPECT_STR(
	    e.text, "age: \"x\" is to be compared, but is not a plain number");
	choose_free(&c);
}

static void
test_unmet(void)
{
	struct choose c = chosen(NULL, NULL, "shpo = 7 or key = k1");

	EXPECT(line(&c, LEFT "\tl.shop=7") == 1);
	EXPECT(line_cells_unmet(&c.cells) &&
	    span_eq(*line_cells_unmet(&c.cells), SPAN("shpo")));
	choose_free(&c);
}

static void
test_bad(void)
{
	struct choose c = { 0 };
	struct option_given o = { .value = "lfet" };

	EXPECT(choose_class_value(&c, &o, &e) && e.status == ST_FAIL);
	EXPECT_STR(e.text, "no class is \"lfet\"; recon-result(5) has them");
	o.value = "-1";
	EXPECT(choose_least_value(&c, &o, &e));
	EXPECT_STR(e.text, "\"-1\" is below 0");
	o.value = "1,0";
	EXPECT(choose_least_value(&c, &o, &e));
	EXPECT_STR(e.text, "\"1,0\" is not an amount");
	o.value = "key";
	EXPECT(choose_only_value(&c, &o, &e) && e.status == ST_FAIL);
	o.value = "key = 1 )";
	EXPECT(choose_only_value(&c, &o, &e) && e.status == ST_FAIL);
	EXPECT(c.n_only == 0);
	choose_free(&c);
}

int
main(void)
{
	test(
	    "open lines are told, or those of the classes named", test_classes);
	test("a difference is compared without its sign, exactly", test_least);
	test("overdue is what is open for so many days", test_overdue);
	test("conditions see fields fixed and carried, unescaped", test_only);
	test("a name that no line has is known", test_unmet);
	test("what is no class, amount or condition is told", test_bad);
	return test_done();
}
