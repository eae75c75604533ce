#include "book/place.h"

#include "test.h"

static void
add(struct manifest *m, int32_t day, unsigned g, int32_t f, unsigned fg)
{
	struct manifest_day d = {
		.day = day, .generation = g, .from = f, .from_generation = fg
	};

	manifest_add(m, &d);
}

/* Days 1, 2 and 4 (of 1970-01), which were run once. */
static struct manifest
three(void)
{
	struct manifest m = { 0 };

	add(&m, 1, 1, 0, 0);
	add(&m, 2, 1, 1, 1);
	add(&m, 4, 1, 2, 1);
	return m;
}

/* Finds a place; what is said of it, or noted where it is forced. */
static struct place
find(const struct manifest *m, int32_t day, bool force, const char *want)
{
	struct turn t = { .dir = "s", .force = force };
	struct place p;
	struct err e = { .text = "" };
	int r = place_find(&p, m, day, &t, &e);

	buf_byte(&t.notes, '\0');
	EXPECT_STR(r ? e.text : t.notes.p, want);
	turn_free(&t);
	return p;
}

static void
in_turn(void)
{
	struct manifest m = three();
	struct place p = find(&m, 5, false, "");

	EXPECT(p.before->day == 4 && !p.own && p.later == 0);
	p = find(&m, 2, false, "");
	EXPECT(p.before->day == 1 && p.own->day == 2 && p.later == 1 &&
	    p.later_first == 4 && p.later_last == 4);
	p = find(&m, 1, false, "");
	EXPECT(!p.before && p.own->day == 1 && p.later == 2);
	manifest_free(&m);
	p = find(&m, 7, false, "");
	EXPECT(!p.before && !p.own && p.later == 0);
}

static void
out_of_turn(void)
{
	struct manifest m = three();

	find(&m, 6, false,
	    "s: 1970-01-07 comes after 1970-01-05, which skips 1970-01-06; "
	    "run that first, or --force goes on without");
	find(&m, 8, true,
	    "s: 1970-01-09 comes after 1970-01-05, which skips 1970-01-06 to "
	    "1970-01-08 (3 days)\n");
	find(&m, 3, false,
	    "s: running 1970-01-04 now makes stale 1970-01-05; --force does "
	    "it, and what is stale has to be run again");
	find(&m, 0, true,
	    "s: running 1970-01-01 now makes stale 1970-01-02 to 1970-01-05 "
	    "(3 days)\n");
	manifest_free(&m);
}

static void
behind_stale(void)
{
	struct manifest m = three();

	add(&m, 1, 2, 0, 0);
	EXPECT(find(&m, 2, false, "").own_stale);
	find(&m, 4, true,
	    "s: 1970-01-03 is stale, for a day before was run again; "
	    "--replay runs what is stale, or run it again in order");
	find(&m, 5, true,
	    "s: 1970-01-03 to 1970-01-05 (2 days) are stale, for a day "
	    "before was run again; --replay runs what is stale, or run it "
	    "again in order");
	/* what is stale is made stale by nothing */
	EXPECT(find(&m, 1, false, "").later == 0);
	add(&m, 2, 2, 1, 2);
	EXPECT(find(&m, 1, false, "").later == 1);
	EXPECT(find(&m, 3, false, "").later == 0);
	manifest_free(&m);
}

int
main(void)
{
	test("a day in turn has what is before, itself and what is after",
	    in_turn);
	test(
	    "a day out of turn is told, or noted if it is forced", out_of_turn);
	test("behind a stale day nothing is run, forced or not", behind_stale);
	return test_done();
}
