/* How long attempts of nodes take, in memory and in the store. */
#include "flow/runs/runner_means.h"
#include "store_flow.h"

static void
last_ones_count_most(void)
{
	struct runner_means m = { 0 };

	EXPECT(runner_means_of(&m, "/f", "a") == 0);
	runner_means_saw(&m, "/f", "a", 800);
	EXPECT(runner_means_of(&m, "/f", "a") == 800);
	runner_means_saw(&m, "/f", "a", 1600);
	EXPECT(runner_means_of(&m, "/f", "a") == 900);
	EXPECT(runner_means_of(&m, "/f", "b") == 0);
	runner_means_free(&m);
}

static void
keep(struct runner_means *m, struct flow_store *s)
{
	EXPECT(!runner_means_are_kept(m));
	OK(flow_store_begin(s, &e));
	OK(runner_means_keep(m, s, &e));
	OK(flow_store_commit(s, &e));
	EXPECT(runner_means_are_kept(m));
}

/* Another has those of the store, but for what it has seen itself since. */
static void
store_has_them(void)
{
	struct runner_means one = { 0 }, two = { 0 };
	struct flow_store s;

	OK(test_store_open(&s, &e));
	runner_means_saw(&one, "/f", "a", 800);
	runner_means_saw(&one, "/f", "b", 50);
	keep(&one, &s);
	OK(runner_means_load(&two, &s, &e));
	EXPECT(runner_means_of(&two, "/f", "a") == 800);
	EXPECT(runner_means_are_kept(&two));
	runner_means_saw(&two, "/f", "a", 1600);
	runner_means_saw(&one, "/f", "a", 0);
	runner_means_saw(&one, "/f", "b", 450);
	keep(&one, &s);
	OK(runner_means_load(&two, &s, &e));
	EXPECT(runner_means_of(&two, "/f", "a") == 900);
	EXPECT(runner_means_of(&two, "/f", "b") == 100);
	keep(&two, &s);
	OK(runner_means_load(&one, &s, &e));
	EXPECT(runner_means_of(&one, "/f", "a") == 900);
	runner_means_free(&one);
	runner_means_free(&two);
	flow_store_close(&s);
}

/* What was taken back is given once more. */
static void
taken_back(void)
{
	struct runner_means one = { 0 }, two = { 0 };
	struct flow_store s;

	OK(test_store_open(&s, &e));
	runner_means_saw(&one, "/f", "a", 800);
	OK(flow_store_begin(&s, &e));
	OK(runner_means_keep(&one, &s, &e));
	OK(flow_store_rollback(&s, &e));
	runner_means_unkept(&one);
	keep(&one, &s);
	OK(runner_means_load(&two, &s, &e));
	EXPECT(runner_means_of(&two, "/f", "a") == 800);
	runner_means_free(&one);
	runner_means_free(&two);
	flow_store_close(&s);
}

int
main(void)
{
	test("the last ones count most", last_ones_count_most);
	test("the store has them, of all workers", store_has_them);
	test("what was taken back is given again", taken_back);
	return test_done();
}
