#include "flow/list/list_query.h"
#include "store_flow.h"

static const char flow[] = "[flow]\ntitle = Day\n[param date]\ntype = date\n"
			   "[param note]\ntype = text\ndefault = x\n"
			   "[node a]\nrun = true\nclass = c\n"
			   "[node b]\nafter = a\napprove = finance\n"
			   "[node c]\nafter = a\nrun = true\n";

static struct flow_store s;
static struct plan day, other;

static void
begin(void)
{
	day = other = (struct plan){ 0 };
	plan_of(&day, "/f/day.flow", flow);
	plan_of(&other, "/g/other.flow", flow);
	OK(test_store_open(&s, &e));
}

static void
end(void)
{
	flow_store_close(&s);
	plan_free(&day);
	plan_free(&other);
}

/* A run made then, which is in that state. */
static int64_t
add(struct plan *p, const char *date, int64_t made, enum run_state state,
    int64_t parent)
{
	struct run r;
	int64_t id;

	run_of(&r, p, "date", date, made);
	r.nodes[0].class = "c";
	r.nodes[0].lane = "fast";
	r.state = state;
	r.ended = run_has_ended(state) ? made + 60000 : 0;
	r.origin.parent = parent;
	r.origin.parent_node = (size_t)made;
	OK(flow_store_run_add(&s, &r, &e));
	id = r.id;
	run_free(&r);
	return id;
}

static int
put_id(void *arg, const struct flow_list_row *row, struct err *err)
{
	(void)err;
	buf_printf(arg, "%lld ", (long long)row->id);
	return 0;
}

static void
expect_page(struct flow_list_wish w, const char *want)
{
	struct buf got = { 0 };

	w.max = w.max ? w.max : 50;
	OK(flow_list_runs(&s, &w, put_id, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

static void
add_some(void)
{
	add(&day, "2026-11-28", 3000, RUN_DONE, 0);      /* 1 */
	add(&day, "2026-11-29", 2000, RUN_FAILED, 0);    /* 2 */
	add(&other, "2026-11-29", 4000, RUN_GOING, 0);   /* 3 */
	add(&other, "2026-11-30", 5000, RUN_DONE, 3);    /* 4: a child */
	add(&day, "2026-11-30", 5000, RUN_DONE, 0);      /* 5 */
	add(&day, "2026-11-30", 5000, RUN_CANCELLED, 0); /* 6 */
}

static void
wished(void)
{
	begin();
	add_some();
	expect_page((struct flow_list_wish){ 0 }, "6 5 3 1 2 ");
	expect_page(
	    (struct flow_list_wish){ .children = true }, "6 5 4 3 1 2 ");
	expect_page((struct flow_list_wish){ .state = "done" }, "5 1 ");
	expect_page(
	    (struct flow_list_wish){ .state = "done", .children = true },
	    "5 4 1 ");
	expect_page((struct flow_list_wish){ .flow = "day" }, "6 5 1 2 ");
	expect_page((struct flow_list_wish){ .flow = "nothing" }, "");
	expect_page(
	    (struct flow_list_wish){ .flow = "day", .state = "failed" }, "2 ");
	expect_page(
	    (struct flow_list_wish){ .from = 3000, .to = 5000 }, "3 1 ");
	expect_page(
	    (struct flow_list_wish){ .param = "date", .value = "2026-11-30" },
	    "6 5 ");
	expect_page((struct flow_list_wish){ .param = "date",
			.value = "2026-11-30",
			.children = true,
			.state = "done" },
	    "5 4 ");
	expect_page(
	    (struct flow_list_wish){
		.param = "date", .value = "2026-11-29", .flow = "other" },
	    "3 ");
	expect_page(
	    (struct flow_list_wish){ .param = "date", .value = "2026-11" }, "");
	end();
}

static void
pages(void)
{
	begin();
	add_some();
	expect_page((struct flow_list_wish){ .max = 2 }, "6 5 ");
	expect_page((struct flow_list_wish){ .max = 2, .before = 5 }, "3 1 ");
	expect_page((struct flow_list_wish){ .max = 2, .before = 1 }, "2 ");
	expect_page((struct flow_list_wish){ .max = 2, .before = 2 }, "");
	expect_page(
	    (struct flow_list_wish){
		.max = 1, .before = 6, .param = "date", .value = "2026-11-30" },
	    "5 ");
	end();
}

/* What a row says, and what it waits for. */
static int
put_row(void *arg, const struct flow_list_row *r, struct err *err)
{
	(void)err;
	buf_printf(arg, "%lld %lld %s \"%s\" %s [%s] {%s} since %lld;",
	    (long long)r->id, (long long)r->parent, r->flow, r->title, r->state,
	    r->params, r->waits, (long long)r->since);
	return 0;
}

static void
expect_row(int64_t id, const char *want)
{
	struct buf got = { 0 };

	EXPECT(flow_list_run(&s, id, put_row, &got, &e) == 1);
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

#define ROW "1 0 day \"Day\" "
#define PARAMS " [date=2026-11-30 note=x] "

static void
save(struct run *r, int64_t now)
{
	r->nodes[0].class = "c";
	r->nodes[0].lane = "fast";
	OK(flow_store_run_save(&s, r, now, &e));
}

static void
said(void)
{
	const struct run_order hold = {
		.kind = ORDER_HOLD, .node = FLOW_NOWHERE, .who = "1 x"
	};
	struct run r;

	begin();
	run_of(&r, &day, "date", "2026-11-30", 1000);
	r.nodes[0].class = "c";
	r.nodes[0].lane = "fast";
	OK(flow_store_run_add(&s, &r, &e));
	expect_row(1,
	    ROW "going" PARAMS "{a waits for a place in class c} "
		"since 1000;");
	run_attempt(&r, 0, 2000);
	save(&r, 2000);
	expect_row(1, ROW "going" PARAMS "{a is running} since 1000;");
	run_attempt_ended(&r, 0,
	    &(struct run_outcome){ .kind = END_EXITED, .status = 1 }, 3000);
	save(&r, 3000);
	EXPECT(r.nodes[0].state == NODE_HELD && r.state == RUN_GOING);
	{
		struct buf want = { 0 };

		buf_printf(&want,
		    ROW "held" PARAMS "{a is held: %s} "
			"since 3000;",
		    r.nodes[0].why);
		buf_byte(&want, '\0');
		expect_row(1, want.p);
		buf_free(&want);
	}
	OK(run_order_do(&r,
	    &(struct run_order){
		.kind = ORDER_PASS, .node = 0, .who = "1 x", .why = "by hand" },
	    4000, &e));
	save(&r, 4000);
	expect_row(1,
	    ROW "going" PARAMS "{b waits for a person, and 1 more} "
		"since 4000;");
	OK(run_order_do(&r, &hold, 5000, &e));
	save(&r, 5000);
	expect_row(1, ROW "held" PARAMS "{go: the run is held} since 5000;");
	OK(run_order_do(&r,
	    &(struct run_order){ .kind = ORDER_CANCEL,
		.node = FLOW_NOWHERE,
		.who = "1 x",
		.why = "no" },
	    6000, &e));
	save(&r, 6000);
	expect_row(1, ROW "cancelled" PARAMS "{} since 6000;");
	EXPECT(flow_list_run(&s, 2, put_row, NULL, &e) == 0);
	run_free(&r);
	end();
}

static void
late_and_alarms(void)
{
	struct flow_store_due d = { .flow = "/f/day.flow",
		.schedule = "m",
		.due = "1",
		.state = "started",
		.late_told = true };
	struct flow_store_alarm a = { .flow = "day",
		.node = "",
		.reason = "held",
		.text = "",
		.count = 1 };

	begin();
	add_some();
	d.run = add(&day, "2026-11-30", 9000, RUN_GOING, 0);
	a.run = 2;
	EXPECT(flow_store_due_add(&s, &d, &e) == 1);
	OK(flow_store_alarm_add(&s, &a, &e));
	expect_page((struct flow_list_wish){ .state = "late" }, "7 ");
	expect_page((struct flow_list_wish){ .state = "alarm" }, "2 ");
	expect_page(
	    (struct flow_list_wish){ .state = "alarm", .flow = "other" }, "");
	expect_page(
	    (struct flow_list_wish){
		.state = "late", .param = "date", .value = "2026-11-30" },
	    "7 ");
	a.id = 1;
	a.told = 5;
	a.told_count = 1;
	OK(flow_store_alarm_put(&s, &a, &e));
	expect_page((struct flow_list_wish){ .state = "alarm" }, "");
	end();
}

static void
refused(void)
{
	struct flow_list_wish w = { .state = "ready", .max = 1 };
	char value[FLOW_STORE_FOUND_MAX + 2];

	begin();
	EXPECT(flow_list_runs(&s, &w, put_id, NULL, &e) < 0);
	EXPECT_STR(e.text,
	    "ready: no state of a run: they are waiting, going, held, done, "
	    "failed, cancelled, late, alarm");
	memset(value, 'x', sizeof value);
	value[sizeof value - 1] = '\0';
	w = (struct flow_list_wish){
		.param = "note", .value = value, .max = 1
	};
	EXPECT(flow_list_runs(&s, &w, put_id, NULL, &e) < 0);
	EXPECT_STR(e.text,
	    "note: runs are not found by values of more than 200 bytes");
	end();
}

/* A line of a plan: does it look at all runs? */
static bool
is_scan(void)
{
	struct span line = db_cell(&s.db, s.db.kind == DB_SQLITE ? 3 : 0);

	if (s.db.kind == DB_POSTGRES)
		return strstr(line.p, "Seq Scan on run r") != NULL;
	return span_begins(line, SPAN("SCAN r")) ||
	    strstr(line.p, "(rowid>?)") != NULL;
}

/* So many that a server would not look at all of them by choice. */
static void
add_many(void)
{
	if (s.db.kind == DB_SQLITE)
		return;
	OK(db_run(&s.db,
	    "INSERT INTO run (id, text, flow, child, state, shown, since, "
	    "flags, made, params, who, version) SELECT 100 + i, 1, i % 20, 0, "
	    "3, 3, i, 0, i, '', '', 1 FROM generate_series(1, 20000) AS i; "
	    "INSERT INTO param SELECT 'date', (i % 300)::text, 100 + i FROM "
	    "generate_series(1, 20000) AS i; ANALYZE",
	    &e));
}

/* No page is put together by looking at all runs. */
static int
look_at_plan(struct flow_list_wish w)
{
	struct list_query q = { 0 };
	struct buf sql = { 0 };
	int64_t flow_id = 1;
	int scans = 0;

	w.max = 50;
	OK(list_query_make(&q, &w, 1, &flow_id, w.flow ? 1 : 0, &e));
	buf_printf(&sql, "EXPLAIN %s%s",
	    s.db.kind == DB_SQLITE ? "QUERY PLAN " : "", q.sql.p);
	buf_byte(&sql, '\0');
	OK(db_ask(&s.db, sql.p, q.v, q.n, &e));
	while (db_next(&s.db, &e) > 0)
		scans += is_scan();
	buf_free(&sql);
	buf_free(&q.sql);
	return scans;
}

static void
no_scans(void)
{
	static const char *const states[] = { NULL, "done", "late", "alarm" };

	begin();
	add_many();
	for (size_t i = 0; i < 4; i++)
		for (int how = 0; how < 64; how++)
			EXPECT(look_at_plan(
				   (struct flow_list_wish){ .state = states[i],
				       .flow = how & 1 ? "day" : NULL,
				       .param = how & 2 ? "date" : NULL,
				       .value = how & 2 ? "x" : NULL,
				       .from = how & 4 ? 5 : 0,
				       .before = how & 8 ? 7 : 0,
				       .children = how & 16,
				       .parent = how & 32 ? 3 : 0 }) == 0);
	end();
}

static int
put_stat(void *arg, const char *what, const char *name, const char *label,
    int64_t n, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s %s %s %lld;", what, name, label, (long long)n);
	return 0;
}

static void
figures(void)
{
	struct flow_store_attempt a = {
		.run = 3, .number = 1, .class = "c", .lane = "fast", .began = 1
	};
	struct buf got = { 0 };

	begin();
	add_some();
	OK(flow_store_attempt_add(&s, &a, &e));
	OK(flow_stats(&s, 100000, put_stat, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p,
	    "runs day done 2;runs day failed 1;runs day cancelled 1;"
	    "runs other going 1;runs other done 1;"
	    "run-ms day done 120000;run-ms day failed 60000;"
	    "run-ms day cancelled 60000;run-ms other done 60000;"
	    "ready c fast 1;oldest c fast 4000;running c fast 1;"
	    "alarms  owed 0;");
	OK(flow_prune_rows(&s, 1, &e));
	buf_clear(&got);
	OK(flow_stats(&s, 100000, put_stat, &got, &e));
	buf_byte(&got, '\0');
	EXPECT(strstr(got.p, "runs day done 1;") == got.p);
	EXPECT(strstr(got.p, "run-ms day done 60000;") != NULL);
	buf_free(&got);
	end();
}

/* A run of the first node of another one. */
static void
add_below(int64_t parent, const char *item, enum run_state state,
    enum node_waits waits)
{
	struct run r;

	run_of(&r, &other, "date", "2026-11-30", 1000);
	r.state = state;
	r.origin.parent = parent;
	r.origin.generation = 1;
	r.origin.item = mem_dup(span_str(item));
	r.nodes[0].state = waits == WAITS_NOT ? NODE_RUNNING : NODE_WAITING;
	r.nodes[0].waits = waits;
	r.nodes[0].changed = true;
	OK(flow_store_run_add(&s, &r, &e));
	run_free(&r);
}

static void
needed_below(void)
{
	struct run r;

	begin();
	run_of(&r, &day, "date", "2026-11-30", 1000);
	OK(flow_store_run_add(&s, &r, &e));
	run_attempt(&r, 0, 1000);
	save(&r, 1000);
	add_below(1, "x", RUN_GOING, WAITS_NOT);
	add_below(1, "y", RUN_GOING, WAITS_DELAY);
	add_below(1, "z", RUN_DONE, WAITS_PERSON);
	expect_row(1, ROW "going" PARAMS "{a is running} since 1000;");
	add_below(2, "held", RUN_HELD, WAITS_DELAY);
	expect_row(
	    1, ROW "going" PARAMS "{a needs a person in run 2} since 1000;");
	add_below(1, "v", RUN_GOING, WAITS_PERSON);
	expect_row(1,
	    ROW "going" PARAMS
		"{a needs a person in run 2 and 1 other} since 1000;");
	add_below(5, "w", RUN_HELD, WAITS_DELAY);
	add_below(1, "w", RUN_HELD, WAITS_DELAY);
	expect_row(1,
	    ROW "going" PARAMS
		"{a needs a person in run 2 and 2 others} since 1000;");
	run_free(&r);
	end();
}

int
main(void)
{
	test("runs are listed newest first, by what is wished", wished);
	test("each page goes on behind the one before", pages);
	test("a row says what its run waits for, and since when", said);
	test("runs that are late, or have an alarm that is owed, are found",
	    late_and_alarms);
	test(
	    "a state that is none, and a value too long, are refused", refused);
	test("no page looks at all runs", no_scans);
	test("runs are counted, and their time, as they change", figures);
	test("a node whose runs need a person says in which", needed_below);
	return test_done();
}
