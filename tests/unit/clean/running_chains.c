#include "clean/running_chains.h"

#include <stdio.h>

#include "test.h"

static struct running_chains chains;
static struct err e;

/* A row of an account, in cents. */
static void
add(const char *account, int amount, int balance)
{
	struct amount b = { balance, 2 };
	struct running_balance *r =
	    running_chains_of(&chains, span_str(account), &e);

	EXPECT(r &&
	    running_balance_row(r, (struct amount){ amount, 2 }, &b,
		(struct amount){ 0, 0 }, 7, &e) == 0);
}

static void
apart(void)
{
	add("A", 100, 100);
	add("B", 5, 1005);
	add("A", -30, 70);
	add("", 1, 1);
	add("B", -5, 1000);
	add("", 1, 2);
	EXPECT(chains.n == 3);
	EXPECT(running_chains_end(&chains, SPAN("Left"), &e) == 0);
	add("B", 1, 1000);
	EXPECT(running_chains_end(&chains, SPAN("Left"), &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text,
	    "B: line 7: Left is 10.00, but 10.00 on the row before it and 0.01 "
	    "make another (--no-check takes it)");
	running_chains_free(&chains);
	EXPECT(running_chains_end(&chains, SPAN("Left"), &e) == 0);
}

static void
unnamed(void)
{
	add("", 100, 100);
	add("", 100, 300);
	EXPECT(running_chains_end(&chains, SPAN("Left"), &e) == -1);
	EXPECT_STR(e.text,
	    "line 7: Left is 3.00, but 1.00 on the row before it and 1.00 make "
	    "another (--no-check takes it)");
	running_chains_free(&chains);
}

static void
many(void)
{
	char name[16];

	for (int i = 0; i < RUNNING_CHAINS_MAX; i++) {
		snprintf(name, sizeof name, "%d", i);
		add(name, 1, i);
	}
	for (int i = 0; i < RUNNING_CHAINS_MAX; i++) {
		snprintf(name, sizeof name, "%d", i);
		add(name, 1, i + 1);
	}
	EXPECT(running_chains_end(&chains, SPAN("Left"), &e) == 0);
	EXPECT(!running_chains_of(&chains, SPAN("x"), &e));
	EXPECT_STR(e.text, "more than 65536 accounts");
	EXPECT(running_chains_of(&chains, SPAN("7"), &e) != NULL);
	running_chains_free(&chains);
}

int
main(void)
{
	test("each account has its own balances", apart);
	test("balances of no account are one chain", unnamed);
	test("there may be many accounts, and not more", many);
	return test_done();
}
