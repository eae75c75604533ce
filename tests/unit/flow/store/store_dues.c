#include "store_flow.h"

static struct flow_store s;

static struct flow_store_due
due_of(const char *schedule, const char *due, int64_t at, const char *state)
{
	return (struct flow_store_due){ .flow = "/f/day.flow",
		.schedule = schedule,
		.due = due,
		.at = at,
		.found = at + 1,
		.state = state,
		.done_by = at + 9 };
}

static int
put(void *arg, const struct flow_store_due *d, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s %s %s %lld %lld %lld %d%d %lld;", d->schedule,
	    d->due, d->state, (long long)d->at, (long long)d->found,
	    (long long)d->run, d->late_told, d->done_by_told,
	    (long long)d->done_by);
	return 0;
}

static void
expect_open(const char *schedule, const char *want)
{
	struct buf got = { 0 };

	OK(flow_store_dues_open(
	    &s, schedule ? "/f/day.flow" : NULL, schedule, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

static void
added_once(void)
{
	struct flow_store_due d = due_of("m", "2026-11-30 08:30", 100, "due");
	struct flow_store_due other =
	    due_of("n", "2026-11-30 08:30", 50, "due");

	OK(test_store_open(&s, &e));
	EXPECT(flow_store_due_add(&s, &d, &e) == 1);
	EXPECT(flow_store_due_add(&s, &d, &e) == 0);
	EXPECT(flow_store_due_add(&s, &other, &e) == 1);
	expect_open("m", "m 2026-11-30 08:30 due 100 101 0 00 109;");
	expect_open(NULL,
	    "n 2026-11-30 08:30 due 50 51 0 00 59;"
	    "m 2026-11-30 08:30 due 100 101 0 00 109;");
	d.late_told = true;
	d.state = "waiting";
	d.found = 7; /* stays as it was */
	OK(flow_store_due_put(&s, &d, &e));
	expect_open("m", "m 2026-11-30 08:30 waiting 100 101 0 10 109;");
	d.state = "missed";
	OK(flow_store_due_put(&s, &d, &e));
	expect_open("m", "");
	flow_store_close(&s);
}

/* Started: as long as its run has not ended, and again when a node of it is
 * done again. */
static void
with_its_run(void)
{
	struct flow_store_due d = due_of("m", "2026-11-30 08:30", 100, "due");
	static const char started[] =
	    "m 2026-11-30 08:30 started 100 101 1 00 109;";
	struct plan p = { 0 };
	struct run r;
	const struct run_order redo = { .kind = ORDER_REDO, .who = "1 x" };

	plan_of(&p, "/f/day.flow", "[node a]\nrun = true\n");
	OK(test_store_open(&s, &e));
	EXPECT(flow_store_due_add(&s, &d, &e) == 1);
	run_of(&r, &p, NULL, NULL, 100);
	r.origin.schedule = mem_dup(SPAN("m"));
	r.origin.due = mem_dup(SPAN("2026-11-30 08:30"));
	OK(flow_store_run_add(&s, &r, &e));
	d.state = "started";
	d.run = r.id;
	OK(flow_store_due_put(&s, &d, &e));
	expect_open("m", started);
	try_node(&r, 0, 0, 200);
	OK(flow_store_run_save(&s, &r, 200, &e));
	EXPECT(r.state == RUN_DONE);
	expect_open("m", "");
	OK(flow_store_due_put(&s, &d, &e));
	expect_open("m", "");
	OK(run_order_do(&r, &redo, 300, &e));
	OK(flow_store_run_save(&s, &r, 300, &e));
	expect_open("m", started);
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

static void
by_state_and_id(void)
{
	struct flow_store_due first = due_of("m", "1", 100, "missed");
	struct flow_store_due second = due_of("m", "2", 200, "missed");
	struct flow_store_due late = due_of("m", "3", 300, "waiting");
	struct buf got = { 0 };

	OK(test_store_open(&s, &e));
	late.done_by_told = true;
	EXPECT(flow_store_due_add(&s, &first, &e) == 1);
	EXPECT(flow_store_due_add(&s, &second, &e) == 1);
	EXPECT(flow_store_due_add(&s, &late, &e) == 1);
	OK(flow_store_dues(&s, "missed", 9, put, &got, &e));
	OK(flow_store_dues(&s, "missed", 1, put, &got, &e));
	OK(flow_store_dues(&s, "late", 9, put, &got, &e));
	EXPECT(flow_store_due_by_id(&s, 1, put, &got, &e) == 1);
	EXPECT(flow_store_due_by_id(&s, 9, put, &got, &e) == 0);
	OK(flow_store_due_drop(&s, "/f/day.flow", "m", "1", &e));
	EXPECT(flow_store_due_by_id(&s, 1, put, &got, &e) == 0);
	buf_byte(&got, '\0');
	EXPECT_STR(got.p,
	    "m 2 missed 200 201 0 00 209;m 1 missed 100 101 0 00 109;"
	    "m 2 missed 200 201 0 00 209;m 3 waiting 300 301 0 01 309;"
	    "m 1 missed 100 101 0 00 109;");
	buf_free(&got);
	flow_store_close(&s);
}

/* A clock was ahead. */
static void
taken_back(void)
{
	struct flow_store_due early = due_of("m", "1", 100, "missed");
	struct flow_store_due ahead = due_of("m", "2", 200, "missed");
	struct flow_store_due due = due_of("m", "3", 300, "due");
	struct flow_store_due begun = due_of("m", "4", 400, "started");
	struct flow_store_due other = due_of("n", "2", 200, "due");

	OK(test_store_open(&s, &e));
	begun.run = 7;
	EXPECT(flow_store_due_add(&s, &early, &e) == 1);
	EXPECT(flow_store_due_add(&s, &ahead, &e) == 1);
	EXPECT(flow_store_due_add(&s, &due, &e) == 1);
	EXPECT(flow_store_due_add(&s, &begun, &e) == 1);
	EXPECT(flow_store_due_add(&s, &other, &e) == 1);
	OK(flow_store_dues_back(&s, "/f/day.flow", "m", 150, &e));
	EXPECT(flow_store_due_add(&s, &early, &e) == 0);
	EXPECT(flow_store_due_add(&s, &begun, &e) == 0);
	EXPECT(flow_store_due_add(&s, &other, &e) == 0);
	EXPECT(flow_store_due_add(&s, &ahead, &e) == 1);
	EXPECT(flow_store_due_add(&s, &due, &e) == 1);
	flow_store_close(&s);
}

static int
put_schedule(void *arg, const struct flow_store_schedule *c, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s %s %lld %lld %d;", c->flow, c->schedule,
	    (long long)c->since, (long long)c->looked, c->retired);
	return 0;
}

static void
schedules(void)
{
	struct flow_store_schedule c = { "/f/b.flow", "m", 1, 2, false };
	struct buf got = { 0 };

	OK(test_store_open(&s, &e));
	OK(flow_store_schedule_put(&s, &c, &e));
	c.flow = "/f/a.flow";
	OK(flow_store_schedule_put(&s, &c, &e));
	c.looked = 9;
	c.retired = true;
	OK(flow_store_schedule_put(&s, &c, &e));
	OK(flow_store_schedules(&s, put_schedule, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "/f/a.flow m 1 9 1;/f/b.flow m 1 2 0;");
	buf_free(&got);
	flow_store_close(&s);
}

int
main(void)
{
	test("a due start is added once, and open until it is decided",
	    added_once);
	test("a start is open until its run has ended", with_its_run);
	test("starts are found by state and by number", by_state_and_id);
	test("starts that lie ahead, and did not begin, are taken back",
	    taken_back);
	test("how far a schedule was looked at is kept", schedules);
	return test_done();
}
