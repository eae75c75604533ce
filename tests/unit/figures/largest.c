#include "figures/largest.h"

#include <stdlib.h>

#include "scratch.h"
#include "test.h"

enum { LINES = 3000, LINE_CAP = 80 };

static char lines[LINES][LINE_CAP];

static struct result
result_of(const char *line)
{
	struct result r = { 0 };
	struct err e;

	EXPECT(result_parse(span_str(line), &r, &e) == 0);
	return r;
}

/* The largest difference first, then by bytes: what top promises. */
static int
by_size(const void *a, const void *b)
{
	struct result x = result_of(a), y = result_of(b);
	int c = amount_cmp(amount_abs(y.diff), amount_abs(x.diff));

	return c ? c : strcmp(a, b);
}

static void
keeps_what_sorting_everything_would_keep(void)
{
	static const size_t limits[] = { 1, 2, 7, 100, LINES, LINES + 1 };
	uint64_t seed = 9;

	for (int i = 0; i < LINES; i++) {
		int v = (int)(scratch_random(&seed) % 200);

		snprintf(lines[i], LINE_CAP,
		    i % 2 ? "k%d\tleft\t%d\t-\t%d\tCNY\t-"
			  : "k%d\tright\t-\t%d\t-%d\tCNY\t-",
		    i, v + 1, v + 1);
	}
	for (size_t l = 0; l < sizeof limits / sizeof *limits; l++) {
		struct largest t = { .limit = limits[l] };

		for (int i = 0; i < LINES; i++) {
			struct result r = result_of(lines[i]);

			largest_add(&t, &r);
		}
		qsort(lines, LINES, LINE_CAP, by_size);
		largest_sort(&t);
		EXPECT(t.n == 1 &&
		    t.lists[0].n == (limits[l] < LINES ? limits[l] : LINES));
		for (size_t i = 0; i < t.lists[0].n; i++)
			EXPECT(span_eq(span_str(lines[i]),
			    (struct span){ t.lists[0].entries[i].line,
				t.lists[0].entries[i].len }));
		largest_free(&t);
	}
}

static void
currencies_have_lists_of_their_own(void)
{
	struct largest t = { .limit = 1 };
	static const char *const add[] = { "a\tleft\t1\t-\t1\tUSD\t-",
		"b\tleft\t900\t-\t900\tJPY\t-", "c\tleft\t2\t-\t2\tUSD\t-",
		"d\tleft\t800\t-\t800\tJPY\t-" };

	for (int i = 0; i < 4; i++) {
		struct result r = result_of(add[i]);

		largest_add(&t, &r);
	}
	largest_sort(&t);
	EXPECT(t.n == 2 && !memcmp(t.lists[0].currency, "JPY", 3));
	EXPECT(t.lists[0].n == 1 && t.lists[0].entries[0].line[0] == 'b');
	EXPECT(t.lists[1].n == 1 && t.lists[1].entries[0].line[0] == 'c');
	largest_free(&t);
}

static void
a_limit_of_zero_keeps_nothing(void)
{
	struct largest t = { 0 };
	struct result r = result_of("a\tleft\t1\t-\t1\tUSD\t-");

	largest_add(&t, &r);
	largest_sort(&t);
	EXPECT(t.n == 0);
	largest_free(&t);
}

int
main(void)
{
	test("keeps what sorting everything would keep",
	    keeps_what_sorting_everything_would_keep);
	test("currencies have lists of their own",
	    currencies_have_lists_of_their_own);
	test("a limit of zero keeps nothing", a_limit_of_zero_keeps_nothing);
	return test_done();
}
