/*
 * Runs are taken by workers that share a store: in a file, one after another.
 */
#include "flow/store/flow_shared.h"
#include "shared_store.h"
#include "store_flow.h"

static const char two[] = "[node a]\nrun = true\nclass = c\n"
			  "[node b]\ndelay = 10s\nrun = true\n";

static struct flow_store s;
static struct plan p;
static struct flow_taken_places at;

static void
begin(bool shared)
{
	if (shared)
		OK(shared_store_open(&s, &e));
	else
		OK(flow_store_open_memory(&s, &e));
	plan_of(&p, "/f/two.flow", two);
	OK(flow_store_begin(&s, &e));
}

static void
end(void)
{
	OK(flow_store_commit(&s, &e));
	flow_store_close(&s);
	plan_free(&p);
	free(at.list);
	at = (struct flow_taken_places){ 0 };
}

/* A run whose first node waits in that lane of class c. */
static int64_t
add(const char *lane, int64_t now)
{
	struct run r;
	int64_t id;

	run_of(&r, &p, NULL, NULL, now);
	r.nodes[0].class = "c";
	r.nodes[0].lane = lane;
	OK(flow_store_run_add(&s, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static void
one(void)
{
	int64_t id, version = 77;

	begin(true);
	id = add("fast", 1000);
	EXPECT(flow_run_take(&s, id, true, &version, &e) == FLOW_TAKEN);
	EXPECT(version == 1);
	OK(db_run(&s.db, "UPDATE run SET version = 5", &e));
	EXPECT(flow_run_take(&s, id, false, &version, &e) == FLOW_TAKEN);
	EXPECT(version == 5);
	EXPECT(flow_run_take(&s, id + 1, true, &version, &e) == FLOW_NONE);
	EXPECT(flow_run_take(&s, id + 1, false, &version, &e) == FLOW_NONE);
	EXPECT(version == 5);
	end();
}

/* Where nothing is locked there is nothing to take before it is wanted. */
static void
many(void)
{
	int64_t ids[2];

	begin(true);
	ids[0] = add("fast", 1000);
	ids[1] = add("fast", 1000);
	OK(flow_runs_take(&s, ids, 2, &at, &e));
	EXPECT(at.n == (test_store_is_served() ? 2 : 0));
	end();
}

static void
one_alone(void)
{
	int64_t version = 77;

	begin(false);
	EXPECT(flow_run_take(&s, 1, true, &version, &e) == FLOW_TAKEN);
	EXPECT(version == 77);
	end();
}

static void
expect_at(size_t i, int64_t run, size_t node, int64_t version)
{
	EXPECT(i < at.n);
	if (i >= at.n)
		return;
	EXPECT(at.list[i].run == run);
	EXPECT(at.list[i].node == node);
	EXPECT(at.list[i].version == version);
}

static void
ready_of(bool shared)
{
	int64_t late, early, other;

	begin(shared);
	late = add("fast", 2000);
	early = add("fast", 1000);
	other = add("retry", 500);
	OK(flow_take_ready(&s, "c", "fast", 10, &at, &e));
	EXPECT(at.n == 2);
	expect_at(0, early, 0, shared);
	expect_at(1, late, 0, shared);
	OK(flow_take_ready(&s, "c", "fast", 1, &at, &e));
	EXPECT(at.n == 1);
	expect_at(0, early, 0, shared);
	OK(flow_take_ready(&s, "c", "retry", 9, &at, &e));
	EXPECT(at.n == 1);
	expect_at(0, other, 0, shared);
	OK(flow_take_ready(&s, "d", "retry", 9, &at, &e));
	EXPECT(at.n == 0);
	end();
}

static void
ready(void)
{
	ready_of(true);
	ready_of(false);
}

static void
woken_of(bool shared)
{
	int64_t late, early;

	begin(shared);
	late = add("fast", 2000);
	early = add("fast", 1000);
	OK(flow_take_woken(&s, 10999, 10, &at, &e));
	EXPECT(at.n == 0);
	OK(flow_take_woken(&s, 12000, 10, &at, &e));
	EXPECT(at.n == 2);
	expect_at(0, early, 1, shared);
	expect_at(1, late, 1, shared);
	OK(flow_take_woken(&s, 12000, 1, &at, &e));
	EXPECT(at.n == 1);
	end();
}

static void
woken(void)
{
	woken_of(true);
	woken_of(false);
}

/* A child of a node with class c, which waits for a place. */
static int64_t
add_waiting(int64_t parent, const char *item)
{
	struct run r = { 0 };
	int64_t id;

	OK(run_make(&r, &p, NULL, 0, &e));
	r.made = 1000;
	r.origin = (struct run_origin){ .who = mem_dup(SPAN("1 x")),
		.parent = parent,
		.generation = 1,
		.item = mem_dup(span_str(item)),
		.line = mem_dup(span_str(item)),
		.class = mem_dup(SPAN("c")) };
	OK(flow_store_run_add(&s, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static void
waiting_of(bool shared)
{
	int64_t first, second;

	begin(shared);
	first = add_waiting(1, "x");
	second = add_waiting(1, "y");
	add("fast", 1000);
	OK(flow_take_waiting_runs(&s, "c", 10, &at, &e));
	EXPECT(at.n == 2);
	expect_at(0, first, 0, shared);
	expect_at(1, second, 0, shared);
	OK(flow_take_waiting_runs(&s, "c", 1, &at, &e));
	EXPECT(at.n == 1);
	OK(flow_take_waiting_runs(&s, "d", 10, &at, &e));
	EXPECT(at.n == 0);
	end();
}

static void
waiting(void)
{
	waiting_of(true);
	waiting_of(false);
}

static void
give_ticket(int64_t run, int64_t when)
{
	const struct db_value v[] = { db_int(run), db_int(when) };

	OK(db_do(&s.db,
	    "UPDATE node SET ticket = $2 WHERE run = $1 AND place = 0", v, 2,
	    &e));
}

static void
lost_of(bool shared)
{
	int64_t young, old, older;

	begin(shared);
	young = add("fast", 1000);
	old = add("fast", 1000);
	older = add("retry", 1000);
	give_ticket(young, 5000);
	give_ticket(old, 4999);
	give_ticket(older, 3000);
	OK(flow_tickets_lost(&s, 5000, 10, &at, &e));
	EXPECT(at.n == 2);
	expect_at(0, older, 0, shared);
	expect_at(1, old, 0, shared);
	OK(flow_tickets_lost(&s, 5000, 1, &at, &e));
	EXPECT(at.n == 1);
	OK(flow_take_ready(&s, "c", "fast", 10, &at, &e));
	EXPECT(at.n == 0); /* who has a ticket has its place */
	end();
}

static void
lost(void)
{
	lost_of(true);
	lost_of(false);
}

int
main(void)
{
	scratch_begin();
	test("a run that is taken says its version; one that is not there is "
	     "none",
	    one);
	test("many runs are taken in one question where rows are locked", many);
	test("in a store of one worker alone every run is its own", one_alone);
	test("ready nodes are taken oldest first, in their lane", ready);
	test("nodes whose time has come are taken in its order", woken);
	test("runs that wait for a place are taken oldest first", waiting);
	test("a ready node whose ticket was given long ago is taken again",
	    lost);
	scratch_end();
	return test_done();
}
