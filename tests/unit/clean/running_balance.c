#include "clean/running_balance.h"

#include "test.h"

static struct amount
cents(int n)
{
	return (struct amount){ n, 2 };
}

enum { NONE = -9999 };

/* Rows of amount and balance, in cents; the first is line 2. */
static int
run(const int rows[][2], size_t n, int within, struct err *e)
{
	struct running_balance r = { .met = false };

	for (size_t i = 0; i < n; i++) {
		struct amount b = cents(rows[i][1]);

		EXPECT(running_balance_row(&r, cents(rows[i][0]),
			   rows[i][1] == NONE ? NULL : &b, cents(within), i + 2,
			   e) == 0);
	}
	return running_balance_end(&r, SPAN("Balance"), e);
}
#define RUN(rows, within, e) run(rows, sizeof(rows) / sizeof *(rows), within, e)

static void
either_order(void)
{
	static const int up[][2] = { { 100, 600 }, { -50, 550 }, { 25, 575 } };
	static const int down[][2] = { { 25, 575 }, { -50, 550 },
		{ 100, 600 } };
	static const int one[][2] = { { 100, 7 } };
	static const int gaps[][2] = { { 5, NONE }, { 100, 600 }, { -50, NONE },
		{ 25, 575 }, { 3, NONE } };
	static const int gaps_down[][2] = { { 5, NONE }, { 25, 575 },
		{ -50, NONE }, { 100, 600 }, { 3, NONE } };
	static const int near[][2] = { { 100, 600 }, { -50, 551 } };
	struct err e;

	EXPECT(RUN(up, 0, &e) == 0);
	EXPECT(RUN(down, 0, &e) == 0);
	EXPECT(RUN(one, 0, &e) == 0);
	EXPECT(RUN(gaps, 0, &e) == 0);
	EXPECT(RUN(gaps_down, 0, &e) == 0);
	EXPECT(RUN(near, 1, &e) == 0);
	EXPECT(RUN(near, 0, &e) == -1);
}

static void
breaks(void)
{
	static const int up[][2] = { { 100, 600 }, { -50, 550 }, { 25, 576 } };
	static const int down[][2] = { { 25, 575 }, { -50, 550 }, { 100, 601 },
		{ 1, 501 } };
	static const int none[][2] = { { 100, NONE }, { -50, NONE } };
	/* a row that is missing, and one that is there twice */
	static const int less[][2] = { { 100, 600 }, { 25, 575 }, { 5, 580 } };
	static const int more[][2] = { { 100, 600 }, { 100, 600 } };
	struct err e;

	EXPECT(RUN(up, 0, &e) == -1 && e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "line 4: Balance is 5.76, but 5.50 on the row before it and 0.25 "
	    "make another (--no-check takes it)");
	EXPECT(RUN(down, 0, &e) == -1);
	EXPECT_STR(e.text,
	    "line 4: Balance is 6.01, but 5.50 on the row before it and 0.50 "
	    "make another (--no-check takes it)");
	EXPECT(RUN(none, 0, &e) == -1 && e.status == ST_DATA);
	EXPECT_STR(e.text, "no row tells its balance in Balance");
	EXPECT(RUN(less, 0, &e) == -1);
	EXPECT(RUN(more, 0, &e) == -1);
}

int
main(void)
{
	test("the oldest row may come first or last", either_order);
	test("a balance that does not follow is named", breaks);
	return test_done();
}
