/*
 * What lanes do: attempts that ended, by minute, and what waits.
 */
#include "flow/store/flow_shared.h"
#include "shared_store.h"
#include "store_flow.h"

enum { MINUTE = 60000 };

static struct flow_store s, other;
static struct buf got;

static int
put_stat(void *arg, const char *what, const char *name, const char *label,
    int64_t n, struct err *err)
{
	(void)err;
	if (strcmp(what, "alarms") && strcmp(what, "runs"))
		buf_printf(
		    arg, "%s %s/%s %lld;", what, name, label, (long long)n);
	return 0;
}

static void
expect_stats(int64_t now, const char *want)
{
	OK(flow_stats(&s, now, put_stat, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_clear(&got);
}

static void
begin(void)
{
	OK(shared_store_open(&s, &e));
	s.worker = 1;
}

static void
end(void)
{
	flow_store_close(&s);
	buf_free(&got);
}

/* An attempt of a lane of class c that took a second. */
static void
ends(struct flow_store *by, const char *lane, const char *how, int64_t at)
{
	static int64_t run;
	struct flow_store_attempt a = { .run = ++run,
		.number = 1,
		.generation = 1,
		.class = "c",
		.lane = lane,
		.began = at - 1000 };

	OK(flow_store_attempt_add(by, &a, &e));
	a.ended = at;
	a.end = how;
	OK(flow_store_attempt_end(by, &a, &e));
}

static void
rates(void)
{
	begin();
	OK(flow_store_begin(&s, &e));
	ends(&s, "fast", "done", 100 * MINUTE);
	ends(&s, "fast", "failed", 101 * MINUTE - 1);
	ends(&s, "retry", "done", 100 * MINUTE + 5);
	ends(&s, "fast", "never", 100 * MINUTE);
	ends(&s, "fast", "lost", 100 * MINUTE);
	OK(flow_store_commit(&s, &e));
	expect_stats(100 * MINUTE + 59999, "");
	expect_stats(101 * MINUTE,
	    "minute c/fast 2;minute c/retry 1;hour c/fast 2;hour c/retry 1;"
	    "hour-ms c/fast 2000;hour-ms c/retry 1000;");
	OK(shared_store_open_again(&other, &e));
	other.worker = 2;
	ends(&other, "fast", "done", 101 * MINUTE + 7);
	expect_stats(102 * MINUTE,
	    "minute c/fast 1;hour c/fast 3;hour c/retry 1;"
	    "hour-ms c/fast 3000;hour-ms c/retry 1000;");
	expect_stats(160 * MINUTE + 59999,
	    "hour c/fast 3;hour c/retry 1;"
	    "hour-ms c/fast 3000;hour-ms c/retry 1000;");
	expect_stats(161 * MINUTE, "hour c/fast 1;hour-ms c/fast 1000;");
	flow_store_close(&other);
	end();
}

static void
taken_back(void)
{
	begin();
	OK(flow_store_begin(&s, &e));
	ends(&s, "fast", "done", 100 * MINUTE);
	OK(flow_store_rollback(&s, &e));
	OK(flow_store_begin(&s, &e));
	ends(&s, "fast", "done", 100 * MINUTE);
	OK(flow_store_commit(&s, &e));
	expect_stats(
	    101 * MINUTE, "minute c/fast 1;hour c/fast 1;hour-ms c/fast 1000;");
	end();
}

static void
let_go(void)
{
	int64_t n = 0;

	begin();
	for (int64_t i = 0; i < 100; i++)
		ends(&s, "fast", "done", i * MINUTE);
	OK(db_ask(&s.db, "SELECT count(*) FROM rate", NULL, 0, &e));
	EXPECT(db_next(&s.db, &e) == 1);
	n = db_cell_int(&s.db, 0);
	db_done(&s.db);
	EXPECT(n == FLOW_RATE_MINUTES + 1);
	end();
}

static void
lanes(void)
{
	static const char one[] = "[node a]\nrun = true\nclass = c\n";
	const struct flow_store_class open = {
		.name = "c", .limit = -1, .open_until = 50000
	};
	struct plan p = { 0 };
	struct run r;

	begin();
	plan_of(&p, "/f/one.flow", one);
	for (int64_t i = 1; i <= 3; i++) {
		run_of(&r, &p, NULL, NULL, 10000 * i);
		r.nodes[0].class = "c";
		r.nodes[0].lane = "fast";
		OK(flow_store_run_add(&s, &r, &e));
		run_free(&r);
	}
	OK(flow_store_class_put(&s, &open, &e));
	OK(db_run(&s.db, "UPDATE node SET ticket = 5 WHERE since = 10000", &e));
	OK(db_run(&s.db,
	    "INSERT INTO worker (machine, dir, host, boot, pid, began, seen, "
	    "until, state) VALUES ('a', '/', 'h', 'b', 1, 1, 1, 50000, "
	    "'working'), ('b', '/', 'h', 'b', 1, 1, 1, 60000, 'working'), "
	    "('c', '/', 'h', 'b', 1, 1, 1, 1, 'gone')",
	    &e));
	expect_stats(49999,
	    "ready c/fast 2;oldest c/fast 20000;tickets c/fast 1;"
	    "breaker c/open 50000;workers /gone 1;workers /working 2;");
	expect_stats(50001,
	    "ready c/fast 2;oldest c/fast 20000;tickets c/fast 1;"
	    "breaker c/half-open 50000;workers /gone 1;"
	    "workers /unreachable 1;workers /working 1;");
	plan_free(&p);
	end();
}

int
main(void)
{
	scratch_begin();
	test("attempts that end are counted by minute and lane, of all workers",
	    rates);
	test("an end that is taken back is not counted", taken_back);
	test("what is older than an hour is let go", let_go);
	test("lanes tell what waits, since when, and tickets; breakers and "
	     "workers how they stand",
	    lanes);
	scratch_end();
	return test_done();
}
