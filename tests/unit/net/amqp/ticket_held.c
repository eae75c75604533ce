#include "net/amqp/ticket_held.h"

#include "chance.h"
#include "test.h"

static void
expect(struct ticket_held *h, uint64_t tag, bool all)
{
	uint64_t got = 0;
	bool before = false;

	EXPECT(ticket_held_next(h, &got, &before));
	EXPECT(got == tag && before == all);
}

static void
in_one(void)
{
	struct ticket_held h = { 0 };
	uint64_t tag;
	bool all;

	for (tag = 1; tag <= 10; tag++)
		ticket_held_add(&h, tag);
	EXPECT(!ticket_held_next(&h, &tag, &all));
	for (tag = 3; tag > 0; tag--)
		EXPECT(ticket_held_took(&h, tag));
	EXPECT(ticket_held_took(&h, 5) && ticket_held_took(&h, 9));
	expect(&h, 3, true);
	/* 4 is out: nothing behind it is told with all before */
	expect(&h, 5, false);
	expect(&h, 9, false);
	EXPECT(!ticket_held_next(&h, &tag, &all));
	EXPECT(ticket_held_took(&h, 6) && ticket_held_back(&h, 4));
	expect(&h, 6, false);
	EXPECT(ticket_held_took(&h, 7) && ticket_held_took(&h, 8));
	expect(&h, 8, true);
	EXPECT(h.n == 1 && h.list[0].tag == 10);
	ticket_held_free(&h);
}

static void
once(void)
{
	struct ticket_held h = { 0 };

	ticket_held_add(&h, 4);
	ticket_held_add(&h, 7);
	EXPECT(!ticket_held_took(&h, 5) && !ticket_held_back(&h, 8));
	EXPECT(ticket_held_took(&h, 7) && !ticket_held_took(&h, 7));
	EXPECT(!ticket_held_back(&h, 7));
	EXPECT(ticket_held_back(&h, 4) && !ticket_held_back(&h, 4));
	ticket_held_free(&h);
}

/* What the broker believes of each tag stays what the worker said. */
static void
random_ones(void)
{
	enum { N = 400 };
	char worker[N + 1], broker[N + 1];
	struct ticket_held h = { 0 };
	uint64_t last = 0;

	chance_seed = 3;
	memset(worker, '.', sizeof worker);
	memset(broker, '.', sizeof broker);
	for (int step = 0; step < 20000; step++) {
		uint64_t tag = last ? 1 + chance((unsigned)last) : 0;
		bool all;

		if (last < N && chance(4) == 0) {
			ticket_held_add(&h, ++last);
			worker[last] = broker[last] = 'o';
		} else if (tag && worker[tag] == 'o' && chance(4)) {
			EXPECT(ticket_held_took(&h, tag));
			worker[tag] = 't';
		} else if (tag && worker[tag] == 'o') {
			EXPECT(ticket_held_back(&h, tag));
			worker[tag] = broker[tag] = 'b';
		}
		if (chance(10))
			continue;
		while (ticket_held_next(&h, &tag, &all))
			for (uint64_t i = all ? 1 : tag; i <= tag; i++)
				if (broker[i] == 'o')
					broker[i] = 't';
		EXPECT(!memcmp(worker, broker, sizeof worker));
	}
	ticket_held_free(&h);
}

int
main(void)
{
	test("what was taken up to the first that is out is told in one",
	    in_one);
	test("a ticket is taken, or goes back, once", once);
	test("whatever comes and goes, the broker knows the same", random_ones);
	return test_done();
}
