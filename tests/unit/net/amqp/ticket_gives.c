#include "net/amqp/ticket_gives.h"

#include "test.h"

static struct ticket_gives g;
static struct ticket_give give;

static void
fill(void)
{
	for (uint64_t i = 1; i <= 6; i++)
		ticket_gives_add(&g,
		    &(struct ticket_give){ .number = 100 + i,
			.tag = i,
			.until = 1000 * (int64_t)i });
}

static void
confirmed(uint64_t tag, bool all, const char *want)
{
	char got[64] = "";

	while (ticket_gives_confirmed(&g, tag, all, &give))
		snprintf(got + strlen(got), sizeof got - strlen(got), " %d",
		    (int)give.number);
	EXPECT_STR(got, want);
}

static void
confirms(void)
{
	fill();
	confirmed(2, false, " 102");
	confirmed(2, false, "");
	confirmed(3, true, " 101 103");
	confirmed(6, false, " 106");
	confirmed(9, false, "");
	EXPECT(g.open == 2);
	confirmed(0, true, " 104 105");
	EXPECT(g.open == 0);
	ticket_gives_free(&g);
	g = (struct ticket_gives){ 0 };
}

static void
returns_and_late_ones(void)
{
	fill();
	EXPECT(ticket_gives_returned(&g, 104)->tag == 4);
	EXPECT(!ticket_gives_returned(&g, 107));
	confirmed(1, false, " 101");
	EXPECT(!ticket_gives_returned(&g, 101));
	EXPECT(!ticket_gives_late(&g, 1999, &give));
	EXPECT(ticket_gives_late(&g, 3000, &give) && give.number == 102);
	EXPECT(ticket_gives_late(&g, 3000, &give) && give.number == 103);
	EXPECT(!ticket_gives_late(&g, 3000, &give));
	confirmed(3, true, ""); /* too late: it finds nobody */
	EXPECT(ticket_gives_confirmed(&g, 4, true, &give) && give.returned);
	EXPECT(g.open == 2);
	ticket_gives_free(&g);
	g = (struct ticket_gives){ 0 };
}

int
main(void)
{
	test("a confirm ends the one, or all before it, too", confirms);
	test("what is returned is known by its number, what is late by time",
	    returns_and_late_ones);
	return test_done();
}
