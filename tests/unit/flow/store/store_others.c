/*
 * Attempts of other workers, means that all know.
 */
#include "flow/store/flow_shared.h"
#include "shared_store.h"
#include "store_flow.h"

static struct flow_store s;
static struct buf got;

static void
begin(void)
{
	OK(shared_store_open(&s, &e));
	OK(flow_store_begin(&s, &e));
}

static void
end(void)
{
	OK(flow_store_commit(&s, &e));
	flow_store_close(&s);
	buf_free(&got);
}

static struct flow_store_attempt
add(int64_t worker, int64_t run, size_t node, uint32_t number)
{
	struct flow_store_attempt a = { .run = run,
		.node = node,
		.number = number,
		.generation = 1,
		.began = 1000 };

	s.worker = worker;
	OK(flow_store_attempt_add(&s, &a, &e));
	return a;
}

static void
finish(struct flow_store_attempt *a)
{
	a->ended = 2000;
	a->end = "done";
	OK(flow_store_attempt_end(&s, a, &e));
}

static void
expect_got(const char *want)
{
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_clear(&got);
}

static int
put_id(void *arg, int64_t id, struct err *err)
{
	(void)err;
	buf_printf(arg, "%lld;", (long long)id);
	return 0;
}

static void
expect_to_stop(int64_t worker, const char *want)
{
	s.worker = worker;
	OK(flow_attempts_to_stop(&s, put_id, &got, &e));
	expect_got(want);
}

static void
stopped(void)
{
	struct flow_store_attempt a, b;

	begin();
	a = add(1, 7, 0, 1);
	finish(&a);
	a = add(1, 7, 0, 2);
	b = add(1, 8, 3, 1);
	add(1, 7, 1, 1);
	add(2, 9, 0, 1);
	expect_to_stop(1, "");
	OK(flow_attempt_stop(&s, 8, 3, &e));
	OK(flow_attempt_stop(&s, 7, 0, &e));
	EXPECT(a.id == 2 && b.id == 3);
	expect_to_stop(1, "2;3;");
	expect_to_stop(2, "");
	finish(&a);
	expect_to_stop(1, "3;");
	end();
}

static int
put_attempt(void *arg, const struct flow_store_attempt *a, struct err *err)
{
	(void)err;
	buf_printf(arg, "%lld %lld/%zu/%u;", (long long)a->id,
	    (long long)a->run, a->node, a->number);
	return 0;
}

static void
whose(void)
{
	struct flow_store_attempt a, b;

	begin();
	a = add(1, 7, 0, 1);
	b = add(2, 8, 0, 1);
	add(1, 9, 2, 4);
	OK(flow_attempts_of_worker(&s, 1, put_attempt, &got, &e));
	expect_got("1 7/0/1;3 9/2/4;");
	OK(flow_attempts_of_worker(&s, 2, put_attempt, &got, &e));
	expect_got("2 8/0/1;");
	OK(flow_attempts_of_worker(&s, 3, put_attempt, &got, &e));
	expect_got("");
	s.worker = 1;
	EXPECT(flow_attempt_is_ours(&s, a.id, &e) == 1);
	EXPECT(flow_attempt_is_ours(&s, b.id, &e) == 0);
	EXPECT(flow_attempt_is_ours(&s, 99, &e) == 0);
	finish(&a);
	EXPECT(flow_attempt_is_ours(&s, a.id, &e) == 0);
	end();
}

static void
late(void)
{
	struct flow_store_attempt a;
	struct span is;

	begin();
	a = add(1, 7, 0, 1);
	finish(&a);
	OK(flow_attempt_late(&s, 7, 0, 1, "exit 3", &e));
	OK(flow_attempt_late(&s, 7, 0, 2, "of none", &e));
	OK(db_ask(&s.db, "SELECT ending, late FROM attempt", NULL, 0, &e));
	EXPECT(db_next(&s.db, &e) == 1);
	is = db_cell(&s.db, 0);
	EXPECT_STR(is.p, "done");
	is = db_cell(&s.db, 1);
	EXPECT_STR(is.p, "exit 3");
	EXPECT(db_next(&s.db, &e) == 0);
	end();
}

static void
end_as(struct flow_store_attempt a, const char *how, int64_t at)
{
	a.ended = at;
	a.end = how;
	OK(flow_store_attempt_end(&s, &a, &e));
}

static void
lost(void)
{
	begin();
	end_as(add(1, 7, 0, 1), "lost", 5000);
	end_as(add(1, 8, 0, 1), "lost", 4000);
	end_as(add(1, 9, 0, 1), "failed", 5000);
	end_as(add(2, 10, 0, 1), "lost", 5000);
	end_as(add(1, 11, 0, 1), "lost", 3999);
	add(1, 12, 0, 1);
	OK(flow_attempts_lost(&s, 4000, 10, put_attempt, &got, &e));
	expect_got("2 8/0/1;1 7/0/1;");
	OK(flow_attempts_lost(&s, 4000, 1, put_attempt, &got, &e));
	expect_got("2 8/0/1;");
	OK(flow_attempt_late(&s, 8, 0, 1, "exit 0", &e));
	OK(flow_attempts_lost(&s, 4000, 10, put_attempt, &got, &e));
	expect_got("1 7/0/1;");
	end();
}

static int
put_mean(
    void *arg, const char *flow, const char *node, int64_t ms, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s %s %lld;", flow, node, (long long)ms);
	return 0;
}

static void
means(void)
{
	begin();
	OK(flow_mean_put(&s, "/f/b.flow", "n", 7, &e));
	OK(flow_mean_put(&s, "/f/a.flow", "n", 5, &e));
	OK(flow_mean_put(&s, "/f/a.flow", "m", 0, &e));
	OK(flow_mean_put(&s, "/f/a.flow", "n", 60000, &e));
	OK(flow_means(&s, put_mean, &got, &e));
	expect_got("/f/a.flow m 0;/f/a.flow n 60000;/f/b.flow n 7;");
	end();
}

int
main(void)
{
	scratch_begin();
	test("attempts to be ended are told to the worker that has them",
	    stopped);
	test("an attempt is ours as long as it is open and another has not "
	     "taken it",
	    whose);
	test("what comes late is kept beside what counts", late);
	test("what was lost is found until its result has come late", lost);
	test("means are kept, the last of each node", means);
	scratch_end();
	return test_done();
}
