/*
 * A file that several stores of a process change, turn by turn.
 */
#include "store_flow.h"

static struct flow_store a, b;
static struct plan p;

static void
open_both(void)
{
	unlink("shared.db");
	OK(flow_store_open_shared_file(&a, "shared.db", &e));
	OK(flow_store_open_shared_file(&b, "shared.db", &e));
	plan_of(&p, "/f/x.flow", "[node a]\nrun = true\n");
}

static void
close_both(void)
{
	flow_store_close(&a);
	flow_store_close(&b);
	plan_free(&p);
}

/* Its id. */
static int64_t
add_run(struct flow_store *s)
{
	struct run r;
	int64_t id;

	run_of(&r, &p, NULL, NULL, 1000);
	OK(flow_store_run_add(s, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static int64_t
add_attempt(struct flow_store *s, int64_t run, uint32_t number)
{
	struct flow_store_attempt t = {
		.run = run, .number = number, .generation = 1
	};

	OK(flow_store_attempt_add(s, &t, &e));
	return t.id;
}

static void
one_store(void)
{
	struct buf text = { 0 };

	open_both();
	EXPECT(a.shared && b.shared);
	EXPECT_STR(a.id, b.id);
	EXPECT(!a.restored && !b.restored);
	OK(flow_store_begin(&a, &e));
	OK(flow_store_note_put(&a, "what", SPAN("of a"), &e));
	OK(flow_store_commit(&a, &e));
	OK(flow_store_begin(&b, &e));
	EXPECT(flow_store_note(&b, "what", &text, &e) == 1);
	EXPECT(span_eq(buf_span(&text), SPAN("of a")));
	OK(flow_store_rollback(&b, &e));
	buf_free(&text);
	close_both();
}

static void
ids(void)
{
	int64_t run, attempt;

	open_both();
	a.worker = 1;
	OK(flow_store_begin(&a, &e));
	EXPECT(add_run(&a) == 1);
	EXPECT(add_run(&a) == 2);
	EXPECT(add_attempt(&a, 1, 1) == 1);
	OK(flow_store_commit(&a, &e));
	OK(flow_store_begin(&b, &e)); /* no worker: no more than it needs */
	run = add_run(&b);
	EXPECT(run > 2 && add_run(&b) == run + 1);
	attempt = add_attempt(&b, run, 1);
	EXPECT(attempt > 1);
	OK(flow_store_commit(&b, &e));
	OK(flow_store_begin(&a, &e));
	for (int i = 0; i < 200; i++) {
		int64_t next = add_run(&a);

		EXPECT(next > 2 && next != run && next != run + 1);
		EXPECT(add_attempt(&a, next, 1) < attempt);
	}
	OK(flow_store_commit(&a, &e));
	close_both();
}

/* Numbers of a turn that was taken back may come again, those of others not. */
static void
taken_back(void)
{
	int64_t run;

	open_both();
	a.worker = b.worker = 1;
	OK(flow_store_begin(&a, &e));
	add_run(&a);
	OK(flow_store_rollback(&a, &e));
	OK(flow_store_begin(&b, &e));
	run = add_run(&b);
	OK(flow_store_commit(&b, &e));
	OK(flow_store_begin(&a, &e));
	EXPECT(add_run(&a) != run);
	OK(flow_store_commit(&a, &e));
	close_both();
}

int
main(void)
{
	scratch_begin();
	test(
	    "two open one store, and change it one after the other", one_store);
	test(
	    "numbers of runs and attempts are given once, some at a time", ids);
	test("numbers of a turn that is taken back are no other's", taken_back);
	scratch_end();
	return test_done();
}
