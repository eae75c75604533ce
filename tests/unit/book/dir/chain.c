#include "book/dir/chain.h"

#include "test.h"

/* Adds generation g of a day, rolled from generation fg of day f. */
static void
add(struct manifest *m, int32_t day, unsigned g, int32_t f, unsigned fg)
{
	struct manifest_day d = {
		.day = day, .generation = g, .from = f, .from_generation = fg
	};

	manifest_add(m, &d);
}

/* The stale days of the chain, as text. */
static void
stale(const struct manifest *m, const char *want)
{
	struct chain c = { 0 };
	struct buf b = { 0 };

	chain_make(&c, m);
	for (size_t i = 0; i < c.n; i++)
		buf_printf(&b, "%d%s", (int)m->days[c.days[i].at].day,
		    c.days[i].stale ? "! " : " ");
	buf_byte(&b, '\0');
	EXPECT_STR(b.p, want);
	buf_free(&b);
	chain_free(&c);
}

static void
staleness(void)
{
	struct manifest m = { 0 };

	stale(&m, "");
	add(&m, 1, 1, 0, 0);
	add(&m, 2, 1, 1, 1);
	add(&m, 4, 1, 2, 1);
	stale(&m, "1 2 4 ");
	add(&m, 1, 2, 0, 0);
	stale(&m, "1 2! 4! ");
	add(&m, 2, 2, 1, 2);
	stale(&m, "1 2 4! ");
	add(&m, 4, 2, 2, 2);
	stale(&m, "1 2 4 ");
	add(&m, 3, 1, 2, 2); /* put in between */
	stale(&m, "1 2 3 4! ");
	add(&m, 0, 1, 0, 0); /* and in front */
	stale(&m, "0 1! 2! 3! 4! ");
	manifest_free(&m);
}

int
main(void)
{
	test("a day is stale from what was run again before it on", staleness);
	return test_done();
}
