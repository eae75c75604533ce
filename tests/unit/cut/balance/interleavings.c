/*
 * Every way in which three postings and the batch that turns accounts can meet on
 * two accounts, and on one that is opened meanwhile: no entry is lost, there twice
 * or in the wrong day, no closing is wrong, and nobody waits for ever. Each rule
 * that is left out on purpose is missed.
 *
 * interleavings 1: all scenarios, not a sample of them.
 */
#include "search.h"

/* Accounts of a posting: a and b are there, c is not. */
static const struct {
	int16_t n, account[ENTRIES];
} shapes[] = { { 2, { 0, 1 } }, { 1, { 0 } }, { 2, { 1, 2 } }, { 1, { 2 } } };

enum { SHAPES = sizeof shapes / sizeof *shapes, KINDS = 3 * SHAPES };

static unsigned stride; /* every such scenario is tried; 0: as it is said */

static bool
single_step(const struct scenario *c, struct state *s, int p)
{
	return p == BATCH ? single_batch(c, s) : single_posting(c, s, p);
}

static bool
set_step(const struct scenario *c, struct state *s, int p)
{
	return p == BATCH ? single_batch(c, s) : set_posting(c, s, p);
}

static bool
epoch_step(const struct scenario *c, struct state *s, int p)
{
	return p == BATCH ? epoch_batch(c, s) : epoch_posting(c, s, p);
}

/* A posting of that kind: no sum of amounts is that of other postings. */
static struct posting
posting(int i, int kind)
{
	static const int16_t amounts[POSTINGS] = { 1, 4, 16 };
	int shape = kind % SHAPES;
	struct posting g = { .id = (int16_t)i,
		.date = (int16_t)(kind / SHAPES),
		.n = shapes[shape].n };

	for (int k = 0; k < g.n; k++) {
		g.account[k] = shapes[shape].account[k];
		g.amount[k] = (int16_t)(amounts[i] * (k + 1));
	}
	return g;
}

/* The next three kinds, none below the one before it; a last one of KINDS is the
 * first posting again. False behind the last. */
static bool
next_kinds(int kind[POSTINGS])
{
	if (kind[2]++ < KINDS)
		return true;
	if (++kind[1] == KINDS)
		kind[1] = ++kind[0];
	kind[2] = kind[1];
	return kind[0] < KINDS;
}

/* Tries every such scenario; false at the first that is wrong. */
static bool
try_all(struct search *q, struct scenario *c, unsigned every)
{
	int kind[POSTINGS] = { 0 };
	unsigned n = 0;

	do {
		if (n++ % every)
			continue;
		for (int i = 0; i < POSTINGS; i++)
			c->posting[i] = posting(i, kind[i]);
		if (kind[2] == KINDS)
			c->posting[2] = c->posting[0];
		for (int whole = 0; whole < 2; whole++) {
			c->whole = whole;
			if (!search(q, c))
				return false;
		}
	} while (next_kinds(kind));
	return true;
}

static void
holds(form *step, int deaths, unsigned every)
{
	struct search q = { .step = step };
	struct scenario c = { .deaths = (int16_t)deaths,
		.passes_over = step == set_step };

	EXPECT(try_all(&q, &c, stride ? stride : every));
	if (q.wrong)
		print_schedule(&q);
	printf("# %ju scenarios, %ju states, %s%ju schedules\n",
	    (uintmax_t)q.scenarios, (uintmax_t)q.states,
	    q.ways == UINT64_MAX ? "more than " : "", (uintmax_t)q.ways);
	EXPECT(q.scenarios > 3 && q.ways > 1000000);
	free(q.met);
}

static void
single_holds(void)
{
	holds(single_step, 0, 13);
}

static void
single_killed(void)
{
	holds(single_step, 1, 97);
}

static void
set_holds(void)
{
	holds(set_step, 0, 31);
}

static void
set_killed(void)
{
	holds(set_step, 1, 197);
}

static void
epoch_holds(void)
{
	holds(epoch_step, 0, 109);
}

static void
epoch_killed(void)
{
	holds(epoch_step, 1, 233);
}

static const char lost[] = "an entry is lost, or there twice",
		  closing[] = "the closing is not the opening and the entries "
			      "of its date",
		  wrong_day[] = "an entry is in the wrong day",
		  left[] = "an account is left with the date that was closed",
		  for_ever[] = "each waits for another, for ever";

/* What is found of each fault. */
static const struct mutant {
	const char *name;
	form *step;
	enum fault fault;
	int16_t deaths;
	unsigned every; /* such scenario is enough to find it */
	const char *wrong;
} mutants[] = {
	{ "found: one statement, accounts in another order", single_step,
	    OTHER_ORDER, 0, 1, for_ever },
	{ "found: one statement, a part of the batch in another order",
	    single_step, PART_BACKWARDS, 0, 1, for_ever },
	{ "found: one statement, an id that is only looked for", single_step,
	    LOOKS_FOR_ID, 0, 12, lost },
	{ "found: one statement, a closing that was read before", single_step,
	    CLOSES_BEFORE, 0, 1, closing },
	{ "found: one statement, a transaction an account", single_step,
	    IN_HALVES, 0, 1, lost },
	{ "found: one statement, a date that was read before it", single_step,
	    DECIDES_BEFORE, 0, 1, closing },
	{ "found: one statement, a balance that was read before it",
	    single_step, WRITES_BACK, 0, 1, closing },
	{ "found: one statement, an account is not born turned", single_step,
	    BORN_OPEN, 0, 1, left },
	{ "found: one statement, the date it is born with is not locked",
	    single_step, BORN_LOOSE, 0, 1, left },
	{ "found: a set, accounts in another order", set_step, OTHER_ORDER, 0,
	    1, for_ever },
	{ "found: a set, the last pass of the batch in another order", set_step,
	    PART_BACKWARDS, 0, 1, for_ever },
	{ "found: a set, an id that is only looked for", set_step, LOOKS_FOR_ID,
	    0, 12, lost },
	{ "found: a set, a balance that was read before it was locked",
	    set_step, LOCK_READS, 0, 1, closing },
	{ "found: a set, an account is not born turned", set_step, BORN_OPEN, 0,
	    1, left },
	{ "found: a set, the date it is born with is not held", set_step,
	    BORN_LOOSE, 0, 1, left },
	{ "found: a set, an account that another has opened is its own",
	    set_step, MADE_BLINDLY, 0, 1, lost },
	{ "found: a set, nobody waits for accounts passed over", set_step,
	    NO_LAST_PASS, 0, 1, left },
	{ "found: epochs, accounts in another order", epoch_step, OTHER_ORDER,
	    0, 1, for_ever },
	{ "found: epochs, a part of the batch in another order", epoch_step,
	    PART_BACKWARDS, 0, 1, for_ever },
	{ "found: epochs, an id that is only looked for", epoch_step,
	    LOOKS_FOR_ID, 0, 12, lost },
	{ "found: epochs, a closing that was read before", epoch_step,
	    CLOSES_BEFORE, 0, 1, closing },
	{ "found: epochs, no barrier", epoch_step, NO_BARRIER, 0, 1, closing },
	{ "found: epochs, a barrier of the new epoch", epoch_step, NEW_BARRIER,
	    0, 1, closing },
	{ "found: epochs, a barrier before the flip", epoch_step, BARRIER_FIRST,
	    0, 1, closing },
	{ "found: epochs, an epoch that is not read again", epoch_step,
	    READS_ONCE, 0, 1, closing },
	{ "found: epochs, a balance that is read by the statement that locks",
	    epoch_step, LOCK_READS, 0, 1, lost },
	{ "found: epochs, an account born turned before the barrier",
	    epoch_step, BORN_EARLY, 0, 63, wrong_day },
	{ "found: epochs, the phase goes back before a part has ended",
	    epoch_step, BACK_EARLY, 0, 1, wrong_day },
	{ "found: epochs, no barrier again behind a crash", epoch_step,
	    NO_BARRIER_AGAIN, 1, 1, closing },
};

static const struct mutant *mutant; /* that is looked for */

static void
is_found(void)
{
	struct search q = { .step = mutant->step };
	struct scenario c = { .deaths = mutant->deaths,
		.fault = mutant->fault,
		.passes_over = mutant->step == set_step };

	EXPECT(!try_all(&q, &c, mutant->every));
	if (q.wrong)
		print_schedule(&q);
	EXPECT_STR(q.wrong ? q.wrong : "nothing", mutant->wrong);
	free(q.met);
}

int
main(int argc, char **argv)
{
	stride = argc > 1 ? (unsigned)atoi(argv[1]) : 0;
	test("one statement decides: no schedule is wrong", single_holds);
	test("one statement decides: nor where one is killed", single_killed);
	test("as recon-cut does: no schedule is wrong", set_holds);
	test("as recon-cut does: nor where one is killed", set_killed);
	test("epochs: no schedule is wrong", epoch_holds);
	test("epochs: nor where one is killed", epoch_killed);
	for (size_t i = 0; i < sizeof mutants / sizeof *mutants; i++) {
		mutant = &mutants[i];
		test(mutant->name, is_found);
	}
	return test_done();
}
