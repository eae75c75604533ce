#include "store_flow.h"

static const char two[] = "[param n]\ntype = int\n"
			  "[node a]\nrun = true\nclass = c\n"
			  "[node b]\ndelay = 10s\nrun = true\n";

static struct flow_store s;
static struct plan p;

static void
begin(void)
{
	p = (struct plan){ 0 };
	plan_of(&p, "/f/two.flow", two);
	OK(test_store_open(&s, &e));
}

static void
end(void)
{
	flow_store_close(&s);
	plan_free(&p);
}

/* A run whose first node waits in that lane of a class. */
static int64_t
add(const char *class, const char *lane, int64_t now)
{
	struct run r;
	int64_t id;

	run_of(&r, &p, "n", "1", now);
	r.nodes[0].class = class;
	r.nodes[0].lane = lane;
	OK(flow_store_run_add(&s, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static void
order(int64_t id, enum order_kind kind, int64_t now)
{
	const struct run_order o = {
		.kind = kind, .node = FLOW_NOWHERE, .who = "1 x"
	};
	struct run r = { 0 };

	EXPECT(flow_store_run_load(&s, &r, id, &p, &e) == 1);
	r.nodes[0].class = "c";
	r.nodes[0].lane = "fast";
	OK(run_order_do(&r, &o, now, &e));
	OK(flow_store_run_save(&s, &r, now, &e));
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
expect_lanes(const char *want)
{
	struct buf got = { 0 };

	OK(flow_store_lanes(&s, put_lane, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

static void
ready(void)
{
	struct flow_store_places at = { 0 };
	int64_t late, early, other;

	begin();
	expect_lanes("");
	late = add("c", "fast", 2000);
	early = add("c", "fast", 1000);
	other = add("c", "retry", 1500);
	add(NULL, NULL, 1500);
	expect_lanes("c/fast 2;c/retry 1;/ 1;");
	OK(flow_store_ready(&s, "c", "fast", 10, &at, &e));
	EXPECT(at.n == 2 && at.list[0].run == early && at.list[0].node == 0);
	EXPECT(at.list[1].run == late);
	OK(flow_store_ready(&s, "c", "fast", 1, &at, &e));
	EXPECT(at.n == 1 && at.list[0].run == early);
	OK(flow_store_ready(&s, "c", "nowhere", 1, &at, &e));
	EXPECT(at.n == 0);
	order(other, ORDER_HOLD, 3000);
	expect_lanes("c/fast 2;/ 1;");
	order(other, ORDER_GO, 4000);
	OK(flow_store_ready(&s, "c", "retry", 1, &at, &e));
	EXPECT(at.n == 1 && at.list[0].run == other);
	order(other, ORDER_CANCEL, 5000);
	expect_lanes("c/fast 2;/ 1;");
	free(at.list);
	end();
}

static void
counted(void)
{
	begin();
	OK(flow_store_begin(&s, &e));
	for (int i = 0; i < FLOW_STORE_COUNTED + 7; i++)
		add("c", "fast", i);
	OK(flow_store_commit(&s, &e));
	expect_lanes("c/fast 1000;");
	end();
}

static void
wakes(void)
{
	struct flow_store_places at = { 0 };
	int64_t first, second, held, wake;

	begin();
	OK(flow_store_next_wake(&s, &wake, &e));
	EXPECT(wake == INT64_MAX);
	second = add("c", "fast", 2000);
	first = add("c", "fast", 1000);
	held = add("c", "fast", 500);
	OK(flow_store_next_wake(&s, &wake, &e));
	EXPECT(wake == 10500);
	order(held, ORDER_HOLD, 600);
	OK(flow_store_next_wake(&s, &wake, &e));
	EXPECT(wake == 11000);
	OK(flow_store_woken(&s, 10999, 10, &at, &e));
	EXPECT(at.n == 0);
	OK(flow_store_woken(&s, 12000, 10, &at, &e));
	EXPECT(at.n == 2 && at.list[0].run == first && at.list[0].node == 1);
	EXPECT(at.list[1].run == second);
	OK(flow_store_woken(&s, 12000, 1, &at, &e));
	EXPECT(at.n == 1 && at.list[0].run == first);
	OK(flow_store_move_wakes(&s, -3000, &e));
	OK(flow_store_next_wake(&s, &wake, &e));
	EXPECT(wake == 8000);
	order(held, ORDER_GO, 700); /* its wake was moved, too */
	OK(flow_store_next_wake(&s, &wake, &e));
	EXPECT(wake == 7500);
	free(at.list);
	end();
}

/* What is moved with them. */
static void
moved(void)
{
	struct run r;
	const struct flow_store_class c = {
		.name = "c", .limit = -1, .open_until = 9000
	};
	int64_t until;

	begin();
	run_of(&r, &p, "n", "1", 1000);
	r.nodes[0].first = 5000;
	OK(flow_store_run_add(&s, &r, &e));
	OK(flow_store_class_put(&s, &c, &e));
	OK(flow_store_move_wakes(&s, 500, &e));
	r.nodes[0].first += 500;
	r.nodes[1].wake += 500;
	expect_stored(&s, &r);
	EXPECT(db_ask(&s.db, "SELECT open_until FROM class", NULL, 0, &e) == 0);
	EXPECT(db_next(&s.db, &e) == 1);
	until = db_cell_int(&s.db, 0);
	EXPECT(until == 9500);
	db_done(&s.db);
	run_free(&r);
	end();
}

static int64_t
add_child(int64_t parent, uint32_t generation, const char *item)
{
	struct run r;
	int64_t id;

	run_of(&r, &p, "n", "1", 1000);
	r.state = RUN_WAITING;
	r.origin.parent = parent;
	r.origin.parent_node = 3;
	r.origin.generation = generation;
	r.origin.item = mem_dup(span_str(item));
	r.origin.line = mem_dup(span_str(item));
	r.began = 0;
	r.origin.class = mem_dup(SPAN("sftp"));
	OK(flow_store_run_add(&s, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static void
become(int64_t id, enum run_state state)
{
	struct run r = { 0 };

	EXPECT(flow_store_run_load(&s, &r, id, &p, &e) == 1);
	r.state = state;
	r.began = state == RUN_HELD ? 0 : 1500;
	r.changed = true;
	OK(flow_store_run_save(&s, &r, 2000, &e));
	run_free(&r);
}

static void
expect_children(uint32_t generation, size_t going, size_t done, size_t failed)
{
	struct flow_store_children c = { 9, 9, 9, 9, 9 };

	OK(flow_store_run_children(&s, 70, 3, generation, &c, &e));
	EXPECT(c.going == going && c.done == done && c.failed == failed);
	EXPECT(c.cancelled == 0 && c.held == 0);
}

static int
put_item(void *arg, struct span item, struct err *err)
{
	(void)err;
	buf_add(arg, item);
	buf_byte(arg, ' ');
	return 0;
}

static void
children(void)
{
	struct flow_store_places open = { 0 };
	struct flow_store_children of = { 0 };
	struct buf got = { 0 };
	int64_t a, b, again;

	begin();
	expect_children(1, 0, 0, 0);
	a = add_child(70, 1, "a");
	b = add_child(70, 1, "b");
	again = add_child(70, 2, "a");
	add_child(71, 1, "a");
	expect_children(1, 2, 0, 0);
	OK(flow_store_waiting_runs(&s, "sftp", 2, &open, &e));
	EXPECT(open.n == 2 && open.list[0].run == a);
	OK(flow_store_waiting_runs(&s, "other", 2, &open, &e));
	EXPECT(open.n == 0);
	become(a, RUN_GOING);
	OK(flow_store_going_runs(&s, put_lane, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "sftp/going 1;sftp/waiting 3;");
	become(b, RUN_HELD);
	buf_clear(&got);
	OK(flow_store_going_runs(&s, put_lane, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "sftp/going 1;sftp/waiting 2;");
	OK(flow_store_children_held(&s, 70, 3, 1, &of, &e));
	EXPECT(of.held == 1);
	OK(flow_store_children_held(&s, 70, 3, 2, &of, &e));
	EXPECT(of.held == 0);
	become(a, RUN_DONE);
	become(b, RUN_FAILED);
	expect_children(1, 0, 1, 1);
	expect_children(2, 1, 0, 0);
	OK(flow_store_children_open(&s, 70, 3, 1, 9, &open, &e));
	EXPECT(open.n == 0);
	OK(flow_store_children_open(&s, 70, 3, 2, 9, &open, &e));
	EXPECT(open.n == 1 && open.list[0].run == again);
	become(again, RUN_DONE);
	become(b, RUN_GOING); /* a node of it is done again */
	expect_children(1, 1, 1, 0);
	become(b, RUN_DONE);
	buf_clear(&got);
	OK(flow_store_children_done(&s, 70, 3, put_item, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "a b ");
	buf_free(&got);
	free(open.list);
	end();
}

int
main(void)
{
	test(
	    "ready nodes of going runs are found by lane, oldest first", ready);
	test("many that are ready are not counted to the end", counted);
	test("wakes are found in order, those of held runs are not", wakes);
	test("where a clock was set, what counts from it is moved", moved);
	test("runs of a node are counted and found by what became of them",
	    children);
	return test_done();
}
