#include "flow/store/tables.h"

#include "store_flow.h"

static struct flow_store s;

/* All rows, cells with "|" between, NULL as "-". */
static void
expect_rows(const char *sql, const char *want)
{
	struct buf got = { 0 };
	int n = 1;

	for (const char *p = sql; *p && strncmp(p, " FROM", 5); p++)
		n += *p == ',';
	OK(db_ask(&s.db, sql, NULL, 0, &e));
	while (db_next(&s.db, &e) > 0) {
		for (int i = 0; i < n; i++) {
			struct span cell = db_cell(&s.db, i);

			buf_str(&got, i ? "|" : "");
			buf_add(&got, cell.p ? cell : SPAN("-"));
		}
		buf_byte(&got, '\n');
	}
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

static void
views(void)
{
	struct flow_store_attempt a = { .run = 1,
		.number = 1,
		.generation = 1,
		.class = "c",
		.lane = "fast",
		.began = 2000 };
	struct flow_store_alarm alarm = { .flow = "day",
		.run = 1,
		.node = "a",
		.reason = "held",
		.text = "why",
		.first = 3000,
		.last = 3000 };
	struct plan p = { 0 };
	struct run r;

	plan_of(&p, "/f/day.flow",
	    "[flow]\ntitle = 对账\n[param date]\ntype = date\n[param x]\n"
	    "type = int\ndefault = 7\n[node a]\nrun = true\nclass = c\n"
	    "[node b]\nafter = a\nrun = true\n");
	OK(test_store_open(&s, &e));
	run_of(&r, &p, "date", "2026-11-30", 1000);
	r.nodes[0].class = "c";
	r.nodes[0].lane = "fast";
	OK(flow_store_run_add(&s, &r, &e));
	expect_rows(
	    "SELECT run, place, node, state, waits, class, lane FROM nodes",
	    "1|1|a|ready|-|c|fast\n1|2|b|waiting|parents|-|-\n");
	run_attempt(&r, 0, 2000);
	OK(flow_store_attempt_add(&s, &a, &e));
	run_attempt_ended(&r, 0,
	    &(struct run_outcome){ .kind = END_EXITED, .status = 3 }, 3000);
	OK(flow_store_run_save(&s, &r, 3000, &e));
	OK(flow_store_alarm_add(&s, &alarm, &e));
	expect_rows(
	    "SELECT id, flow, state, params, made, began, ended, since, "
	    "differs, passed, who, parent, path, title FROM runs",
	    "1|day|held|date=2026-11-30 x=7|1970-01-01T00:00:01Z|"
	    "1970-01-01T00:00:01Z|-|1970-01-01T00:00:03Z|0|0|1000 maria|-|"
	    "/f/day.flow|对账\n");
	expect_rows("SELECT node, state, attempts, failures, since FROM nodes "
		    "WHERE place = 1",
	    "a|held|1|1|1970-01-01T00:00:03Z\n");
	expect_rows(
	    "SELECT id, run, node, number, part, class, lane, began, ended, "
	    "\"end\", status FROM attempts",
	    "1|1|a|1|run|c|fast|1970-01-01T00:00:02Z|-|-|0\n");
	expect_rows("SELECT run, node, reason, count, told FROM alarms",
	    "1|a|held|2|-\n");
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

/* Words in the views and in flow_stats are those of run.h. */
static void
words(void)
{
	struct plan p = { 0 };
	char sql[128];

	plan_of(&p, "/f/day.flow", "[node a]\nrun = true\n");
	OK(test_store_open(&s, &e));
	for (int i = 0; i <= NODE_CANCELLED; i++) {
		struct run r;
		char want[32];

		run_of(&r, &p, NULL, NULL, 1000);
		r.nodes[0].state = (enum node_state)i;
		r.nodes[0].waits = i ? WAITS_NOT : WAITS_POLL;
		r.state = i <= RUN_CANCELLED ? (enum run_state)i : RUN_DONE;
		OK(flow_store_run_add(&s, &r, &e));
		snprintf(sql, sizeof sql,
		    "SELECT state FROM nodes WHERE run = %d", i + 1);
		snprintf(want, sizeof want, "%s\n",
		    node_state_name((enum node_state)i));
		expect_rows(sql, want);
		snprintf(sql, sizeof sql,
		    "SELECT state FROM runs WHERE id = %d", i + 1);
		snprintf(want, sizeof want, "%s\n", run_state_name(r.state));
		expect_rows(sql, want);
		run_free(&r);
	}
	for (int i = WAITS_PARENTS; i <= WAITS_POLL; i++) {
		char want[32];

		snprintf(sql, sizeof sql,
		    "UPDATE node SET waits = %d WHERE run = 1", i);
		OK(db_run(&s.db, sql, &e));
		snprintf(want, sizeof want, "%s\n",
		    node_waits_name((enum node_waits)i));
		expect_rows("SELECT waits FROM nodes WHERE run = 1", want);
	}
	flow_store_close(&s);
	plan_free(&p);
}

int
main(void)
{
	test("the views say what people read", views);
	test("their words are those of runs and nodes", words);
	return test_done();
}
