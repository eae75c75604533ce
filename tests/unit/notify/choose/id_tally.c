#include "notify/choose/id_tally.h"

#include <stdio.h>

#include "scratch.h"
#include "test.h"

static struct err e;

static struct event_id
id_of(unsigned i)
{
	char text[16];
	int n = snprintf(text, sizeof text, "%u", i);

	return event_id_of(&(struct span){ text, (size_t)n }, 1);
}

/* Many of one, of few and of each its own, more than stay in memory. */
static void
counted(void)
{
	enum { TIMES = ID_STORE_RECENT / 3 + 1000, FEW = 7 };
	struct id_tally t = { .times = { .folder = "." } };
	uint32_t few[FEW] = { 0 }, one = 0, n = 0;

	for (unsigned i = 0; i < TIMES && !test_broken; i++) {
		struct event_id same = id_of(0), other = id_of(1 + i % FEW);
		struct event_id own = id_of(1000 + i);

		EXPECT(id_tally_add(&t, &same, &n, &e) == 0);
		EXPECT(n == ++one);
		/* and at once again */
		EXPECT(id_tally_add(&t, &same, &n, &e) == 0);
		EXPECT(n == ++one);
		EXPECT(id_tally_add(&t, &other, &n, &e) == 0);
		EXPECT(n == ++few[i % FEW]);
		EXPECT(id_tally_add(&t, &own, &n, &e) == 0);
		EXPECT(n == 1);
	}
	EXPECT(t.times.n > 0); /* some of it is in files */
	id_tally_free(&t);
}

int
main(void)
{
	scratch_begin();
	test("each time of an id has its number, however many come", counted);
	scratch_end();
	return test_done();
}
