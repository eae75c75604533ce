#include "store_flow.h"

static struct flow_store s;
static struct plan p;

static void
begin(void)
{
	p = (struct plan){ 0 };
	plan_of(&p, "/f/day.flow",
	    "[param date]\ntype = date\n[node a]\nrun = true\nout = x int\n");
	OK(test_store_open(&s, &e));
}

static void
end(void)
{
	flow_store_close(&s);
	plan_free(&p);
}

/* A run that has all kinds of rows. */
static int64_t
add(int64_t made, enum run_state state, int64_t parent)
{
	static char name[] = "x", value[] = "1";
	static struct run_out out = { name, value };
	const struct run_outcome done = {
		.kind = END_EXITED, .outs = &out, .n_outs = 1
	};
	struct flow_store_attempt a = {
		.number = 1, .class = "", .lane = "", .began = 1
	};
	struct flow_log_row log = { .at = 1, .what = "x" };
	struct run r;

	run_of(&r, &p, "date", "2026-11-30", made);
	r.origin.parent = parent;
	r.origin.parent_node = 0;
	r.origin.generation = (uint32_t)made;
	OK(flow_store_run_add(&s, &r, &e));
	run_attempt(&r, 0, made);
	run_attempt_ended(&r, 0, &done, made);
	r.state = state;
	r.ended = made + 10;
	OK(flow_store_run_save(&s, &r, made + 10, &e));
	a.run = log.run = r.id;
	OK(flow_store_attempt_add(&s, &a, &e));
	OK(flow_log_add(&s, &log, &e));
	a.run = r.id;
	run_free(&r);
	return a.run;
}

static void
expect_next(int64_t before, size_t max, const char *want)
{
	struct flow_store_places at = { 0 };
	struct buf got = { 0 };

	OK(flow_prune_next(&s, before, max, &at, &e));
	for (size_t i = 0; i < at.n; i++)
		buf_printf(&got, "%lld ", (long long)at.list[i].run);
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
	free(at.list);
}

static void
alarm_about(int64_t run, int64_t told)
{
	struct flow_store_alarm a = { .flow = "day",
		.run = run,
		.node = "",
		.reason = "held",
		.text = "",
		.first = run * FLOW_STORE_ALARM_MS * 2 };

	OK(flow_store_alarm_add(&s, &a, &e));
	a.id = 1;
	a.told = told;
	a.told_count = 1;
	if (told)
		OK(flow_store_alarm_put(&s, &a, &e));
}

static void
which(void)
{
	begin();
	add(100, RUN_DONE, 0);      /* 1 */
	add(200, RUN_DONE, 1);      /* 2: of 1 */
	add(300, RUN_FAILED, 2);    /* 3: of 2 */
	add(100, RUN_HELD, 0);      /* 4 */
	add(150, RUN_DONE, 0);      /* 5 */
	add(160, RUN_GOING, 5);     /* 6: of 5 */
	add(250, RUN_CANCELLED, 0); /* 7 */
	add(9000, RUN_DONE, 0);     /* 8 */
	add(120, RUN_DONE, 0);      /* 9 */
	expect_next(5000, 100, "3 2 1 9 7 ");
	expect_next(5000, 4, "3 2 1 9 ");
	expect_next(5000, 1, "3 2 1 ");
	expect_next(111, 100, "3 2 1 ");
	expect_next(110, 100, "");
	alarm_about(3, 0);
	expect_next(5000, 100, "9 7 ");
	alarm_about(3, 1);
	expect_next(5000, 100, "3 2 1 9 7 ");
	end();
}

/* What was broken off goes on where it was. */
static void
broken_off(void)
{
	begin();
	add(100, RUN_DONE, 0);
	add(200, RUN_DONE, 1);
	add(300, RUN_DONE, 1);
	expect_next(5000, 100, "3 2 1 ");
	OK(flow_prune_rows(&s, 3, &e));
	expect_next(5000, 100, "2 1 ");
	OK(flow_prune_rows(&s, 2, &e));
	OK(flow_prune_rows(&s, 2, &e)); /* once more is no error */
	OK(flow_prune_rows(&s, 1, &e));
	expect_next(5000, 100, "");
	end();
}

static int64_t
count(const char *sql)
{
	int64_t n;

	EXPECT(db_ask(&s.db, sql, NULL, 0, &e) == 0);
	EXPECT(db_next(&s.db, &e) == 1);
	n = db_cell_int(&s.db, 0);
	db_done(&s.db);
	return n;
}

static int64_t
rows_left(void)
{
	static const char *const counts[] = {
		"SELECT count(*) FROM run",
		"SELECT count(*) FROM node",
		"SELECT count(*) FROM output",
		"SELECT count(*) FROM attempt",
		"SELECT count(*) FROM param",
		"SELECT count(*) FROM log",
		"SELECT count(*) FROM alarm",
		"SELECT count(*) FROM due",
		"SELECT count(*) FROM child_count",
		"SELECT sum(n) + sum(ms) FROM run_count",
	};
	int64_t n = 0;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		n += count(counts[i]);
	return n;
}

static void
nothing_left(void)
{
	struct flow_store_due d = { .flow = "/f/day.flow",
		.schedule = "m",
		.due = "1",
		.state = "started" };

	begin();
	d.run = add(100, RUN_DONE, 0);
	add(200, RUN_DONE, 1);
	EXPECT(flow_store_due_add(&s, &d, &e) == 1);
	alarm_about(1, 1);
	EXPECT(rows_left() > 12);
	OK(flow_prune_rows(&s, 2, &e));
	OK(flow_prune_rows(&s, 1, &e));
	EXPECT(rows_left() == 0);
	EXPECT(count("SELECT count(*) FROM flow_text") == 1);
	OK(flow_prune_rest(&s, 5000, &e));
	EXPECT(count("SELECT count(*) FROM flow_text") == 0);
	EXPECT(count("SELECT count(*) FROM text_node") == 0);
	end();
}

/* Ids are not given again. */
static void
ids_go_on(void)
{
	begin();
	EXPECT(add(100, RUN_DONE, 0) == 1);
	OK(flow_prune_rows(&s, 1, &e));
	EXPECT(add(100, RUN_DONE, 0) == 2);
	end();
}

/* A text that a run may still run stays: a list of a run names it. */
static void
texts_of_lists(void)
{
	struct plan sub = { 0 };
	struct buf list = { 0 };
	struct run r;

	begin();
	plan_of(&sub, "/f/sub.flow", "[node a]\nrun = true\n");
	OK(flow_store_keep_text(&s, &sub, &e));
	buf_printf(&list, "/f/sub.flow\t%s\n", sub.digest);
	OK(flow_store_keep_list(&s, "list", buf_span(&list), &e));
	run_of(&r, &p, "date", "2026-11-30", 100);
	r.origin.texts = mem_dup(SPAN("list"));
	OK(flow_store_run_add(&s, &r, &e));
	OK(flow_prune_rest(&s, 5000, &e));
	EXPECT(count("SELECT count(*) FROM flow_text") == 3);
	OK(flow_prune_rows(&s, r.id, &e));
	OK(flow_prune_rest(&s, 5000, &e));
	EXPECT(count("SELECT count(*) FROM flow_text") == 0);
	run_free(&r);
	buf_free(&list);
	plan_free(&sub);
	end();
}

int
main(void)
{
	test("runs that ended, with all that they ran, may go: those first",
	    which);
	test("what was broken off is found again", broken_off);
	test("nothing of a run is left", nothing_left);
	test("the id of a run that went is not given again", ids_go_on);
	test("a text stays as long as a run may run it", texts_of_lists);
	return test_done();
}
