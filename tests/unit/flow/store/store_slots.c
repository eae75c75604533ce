/*
 * Places in classes that workers share: how many are taken, and by whom.
 */
#include "flow/store/flow_shared.h"
#include "shared_store.h"
#include "store_flow.h"

static struct flow_store s;
static struct plan p;

static void
begin(void)
{
	OK(shared_store_open(&s, &e));
	plan_of(&p, "/f/one.flow", "[node a]\nrun = true\nclass = c\n");
	OK(flow_store_begin(&s, &e));
}

static void
end(void)
{
	OK(flow_store_commit(&s, &e));
	flow_store_close(&s);
	plan_free(&p);
}

static int
put_class(void *arg, const struct flow_store_class *c, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s %lld %s %lld;", c->name, (long long)c->limit,
	    c->who ? c->who : "-", (long long)c->open_until);
	return 0;
}

static int
refuse(void *arg, const struct flow_store_class *c, struct err *err)
{
	(void)arg, (void)c;
	return err_set(err, ST_FAIL, "no");
}

static void
classes(void)
{
	const struct flow_store_class c = { .name = "c",
		.limit = 3,
		.who = "maria",
		.at = 9,
		.open_until = 70 };
	struct buf got = { 0 };

	begin();
	EXPECT(
	    flow_class_take(&s, "c", false, put_class, &got, &e) == FLOW_TAKEN);
	OK(flow_store_class_put(&s, &c, &e));
	EXPECT(
	    flow_class_take(&s, "c", true, put_class, &got, &e) == FLOW_TAKEN);
	EXPECT(flow_class_take(&s, "c", true, refuse, &got, &e) == FLOW_ERROR);
	EXPECT_STR(e.text, "no");
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "c -1 - 0;c 3 maria 70;");
	buf_free(&got);
	end();
}

static struct flow_store_attempt
add_attempt(int64_t run, uint32_t number, const char *class, const char *lane)
{
	struct flow_store_attempt a = { .run = run,
		.number = number,
		.generation = 1,
		.class = class,
		.lane = lane,
		.began = 1000 };

	OK(flow_store_attempt_add(&s, &a, &e));
	return a;
}

/* A run whose node waits in the lane fast, with a ticket or without. */
static void
add_run(bool ticket)
{
	struct run r;
	struct db_value v;

	run_of(&r, &p, NULL, NULL, 1000);
	r.nodes[0].class = "c";
	r.nodes[0].lane = "fast";
	OK(flow_store_run_add(&s, &r, &e));
	v = db_int(r.id);
	if (ticket)
		OK(db_do(&s.db, "UPDATE node SET ticket = 1 WHERE run = $1", &v,
		    1, &e));
	run_free(&r);
}

/* A run that has a place in class c, or waits for one. */
static void
add_child(const char *item, bool begun)
{
	struct run r = { 0 };

	OK(run_make(&r, &p, NULL, 0, &e));
	r.made = 1000;
	r.origin = (struct run_origin){ .who = mem_dup(SPAN("1 x")),
		.parent = 1,
		.generation = 1,
		.item = mem_dup(span_str(item)),
		.line = mem_dup(span_str(item)),
		.class = mem_dup(SPAN("c")) };
	if (begun)
		run_begin(&r, 1000);
	OK(flow_store_run_add(&s, &r, &e));
	run_free(&r);
}

static int
put_lane(
    void *arg, const char *class, const char *lane, size_t n, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s/%s %zu;", class, lane, n);
	return 0;
}

static void
expect_under_way(const char *want)
{
	struct buf got = { 0 };

	OK(flow_class_under_way(&s, "c", put_lane, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

static void
under_way(void)
{
	struct flow_store_attempt a;

	begin();
	expect_under_way("");
	s.worker = 1;
	a = add_attempt(7, 1, "c", "fast");
	s.worker = 2;
	add_attempt(8, 1, "c", "fast");
	add_attempt(8, 2, "c", "retry");
	add_attempt(9, 1, "d", "fast");
	expect_under_way("c/fast 2;c/retry 1;");
	a.ended = 2000;
	a.end = "done";
	OK(flow_store_attempt_end(&s, &a, &e));
	expect_under_way("c/fast 1;c/retry 1;");
	add_run(true);
	add_run(true);
	add_run(false);
	expect_under_way("c/fast 3;c/retry 1;");
	add_child("x", true);
	add_child("y", false);
	expect_under_way("c/runs 1;c/fast 3;c/retry 1;");
	end();
}

int
main(void)
{
	scratch_begin();
	test("a class that is taken is made where it is new, and is as it was "
	     "put",
	    classes);
	test("what is under way in a class counts for all workers, and with "
	     "tickets",
	    under_way);
	scratch_end();
	return test_done();
}
