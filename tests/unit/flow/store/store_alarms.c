#include "store_flow.h"

static struct flow_store s;

static int
put(void *arg, const struct flow_store_alarm *a, struct err *err)
{
	(void)err;
	buf_printf(arg,
	    "%lld %s/%s %s %lld \"%s\" %lld-%lld x%u told %lld "
	    "tries %u next %lld %s;",
	    (long long)a->id, a->flow, a->node, a->reason, (long long)a->run,
	    a->text, (long long)a->first, (long long)a->last, a->count,
	    (long long)a->told, a->tries, (long long)a->next,
	    a->why ? a->why : "-");
	return 0;
}

static void
expect_owed(size_t n, const char *want)
{
	struct buf got = { 0 };
	size_t count;

	OK(flow_store_alarms_owed(&s, 9, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	OK(flow_store_alarms_count(&s, &count, &e));
	EXPECT(count == n);
	buf_free(&got);
}

static void
add(const char *node, const char *reason, int64_t at)
{
	const struct flow_store_alarm a = { .flow = "day",
		.run = 3,
		.node = node,
		.reason = reason,
		.text = "it is",
		.first = at,
		.last = at,
		.count = 1 };

	OK(flow_store_alarm_add(&s, &a, &e));
}

/* Delivered, with all that was counted by then. */
static void
tell(int64_t id, uint32_t count, uint32_t telling, int64_t at)
{
	const struct flow_store_alarm a = {
		.id = id, .told = at, .told_count = count, .tellings = telling
	};

	OK(flow_store_alarm_put(&s, &a, &e));
}

static void
expect_to_tell(const char *want)
{
	struct buf got = { 0 };

	OK(flow_store_alarms_to_tell(&s, 9, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_free(&got);
}

static void
owed(void)
{
	OK(test_store_open(&s, &e));
	expect_owed(0, "");
	add("a", "held", 1000);
	add("a", "held", 5000000000); /* however long nobody was told */
	add("a", "lost", 1000);
	add("b", "held", 1000);
	expect_owed(3,
	    "1 day/a held 3 \"it is\" 1000-5000000000 x2 told 0 tries 0 next 0 "
	    "-;2 day/a lost 3 \"it is\" 1000-1000 x1 told 0 tries 0 next 0 -;"
	    "3 day/b held 3 \"it is\" 1000-1000 x1 told 0 tries 0 next 0 -;");
	tell(1, 2, 1, 5000000000);
	tell(2, 1, 1, 5000000000);
	expect_owed(1,
	    "3 day/b held 3 \"it is\" 1000-1000 x1 told 0 tries 0 next 0 -;");
	flow_store_close(&s);
}

/* Told, counted, told once more 15 minutes behind it, and then a new row. */
static void
counted(void)
{
	const int64_t at = 1000000, quiet = FLOW_STORE_ALARM_MS;

	OK(test_store_open(&s, &e));
	add("a", "held", at);
	expect_to_tell("1 day/a held 3 \"it is\" 1000000-1000000 x1 told 0 "
		       "tries 0 next 0 -;");
	add("a", "held", at + 1); /* while it is under way */
	tell(1, 1, 1, at + 2);
	expect_owed(0, "");
	expect_to_tell("1 day/a held 3 \"it is\" 1000000-1000001 x2 told "
		       "1000002 tries 0 next 1900002 -;");
	add("a", "held", at + 3 + quiet); /* it is owed still */
	tell(1, 3, 2, at + 4 + quiet);
	expect_to_tell("");
	add("a", "held", at + 4 + quiet + quiet);
	expect_to_tell("2 day/a held 3 \"it is\" 2800004-2800004 x1 told 0 "
		       "tries 0 next 0 -;");
	tell(2, 1, 1, at + 5 + 2 * quiet);
	add("a", "held", at + 4 + 3 * quiet);
	expect_to_tell("2 day/a held 3 \"it is\" 2800004-3700004 x2 told "
		       "2800005 tries 0 next 3700005 -;");
	flow_store_close(&s);
}

static void
tried(void)
{
	struct flow_store_alarm a = {
		.id = 1, .tries = 2, .next = 77, .why = "no answer"
	};

	OK(test_store_open(&s, &e));
	add("", "clock", 1000);
	add("", "gone", 1000);
	OK(flow_store_alarm_put(&s, &a, &e));
	expect_to_tell(
	    "2 day/ gone 3 \"it is\" 1000-1000 x1 told 0 tries 0 next 0 -;"
	    "1 day/ clock 3 \"it is\" 1000-1000 x1 told 0 tries 2 next 77 no "
	    "answer;");
	flow_store_close(&s);
}

/* What a run leaves as news. */
static int
put_log(void *arg, const struct flow_log_row *row, struct err *err)
{
	(void)err;
	buf_printf(arg, "%lld: %lld run %lld \"%s\" %s by %s: %s;",
	    (long long)row->id, (long long)row->at, (long long)row->run,
	    row->node, row->what, row->who, row->text);
	return 0;
}

static void
news(void)
{
	const struct run_order hold = { .kind = ORDER_HOLD,
		.node = FLOW_NOWHERE,
		.who = "7 paul",
		.why = "a question" };
	const struct flow_log_row own = { .at = 9, .what = "began" };
	struct plan p = { 0 };
	struct run r;
	struct buf got = { 0 };

	plan_of(&p, "/f/day.flow", "[node a]\nrun = true\n");
	OK(test_store_open(&s, &e));
	OK(flow_log_add(&s, &own, &e));
	run_of(&r, &p, NULL, NULL, 1000);
	OK(flow_store_run_add(&s, &r, &e));
	OK(run_order_do(&r, &hold, 2000, &e));
	EXPECT(r.n_news == 1);
	OK(flow_store_run_save(&s, &r, 2000, &e));
	EXPECT(r.n_news == 0);
	OK(flow_log_rows(&s, 1, 0, 9, put_log, &got, &e));
	buf_byte(&got, '\0');
	EXPECT(strstr(got.p, "2: 2000 run 1 \"\" ") == got.p);
	EXPECT(strstr(got.p, " by 7 paul: ") != NULL);
	EXPECT(strstr(got.p, "a question") != NULL);
	buf_clear(&got);
	OK(flow_log_rows(&s, 0, 0, 1, put_log, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "1: 9 run 0 \"\" began by : ;");
	buf_clear(&got);
	OK(flow_log_rows(&s, 0, 2, 9, put_log, &got, &e));
	EXPECT(got.len == 0);
	OK(run_order_do(&r,
	    &(struct run_order){
		.kind = ORDER_GO, .node = FLOW_NOWHERE, .who = "7 paul" },
	    3000, &e));
	try_node(&r, 0, 1, 3000);
	OK(flow_store_run_save(&s, &r, 3000, &e));
	OK(flow_store_alarms_owed(&s, 9, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT(strstr(got.p, "1 day/a held 1 \"") == got.p);
	buf_free(&got);
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

static void
answers(void)
{
	enum status status = ST_OK;
	struct buf text = { 0 };

	OK(test_store_open(&s, &e));
	EXPECT(flow_store_order_done(&s, "x", &status, &text, &e) == 0);
	OK(flow_store_order_keep(&s, "x", ST_FAIL, SPAN("no"), 1000, &e));
	EXPECT(flow_store_order_done(&s, "x", &status, &text, &e) == 1);
	EXPECT(status == ST_FAIL && span_eq(buf_span(&text), SPAN("no")));
	OK(flow_store_order_keep(
	    &s, "y", ST_OK, (struct span){ 0 }, 1000 + 30 * 86400000LL, &e));
	EXPECT(flow_store_order_done(&s, "x", &status, &text, &e) == 1);
	OK(flow_store_order_keep(
	    &s, "z", ST_OK, (struct span){ 0 }, 1001 + 30 * 86400000LL, &e));
	EXPECT(flow_store_order_done(&s, "x", &status, &text, &e) == 0);
	EXPECT(flow_store_order_done(&s, "y", &status, &text, &e) == 1);
	buf_free(&text);
	flow_store_close(&s);
}

static void
notes(void)
{
	struct buf text = { 0 };

	OK(test_store_open(&s, &e));
	EXPECT(flow_store_note(&s, "looked", &text, &e) == 0);
	OK(flow_store_note_put(&s, "looked", SPAN("1"), &e));
	OK(flow_store_note_put(&s, "looked", SPAN("2"), &e));
	EXPECT(flow_store_note(&s, "looked", &text, &e) == 1);
	EXPECT(span_eq(buf_span(&text), SPAN("2")));
	buf_clear(&text);
	OK(flow_store_note_put(&s, "looked", (struct span){ 0 }, &e));
	EXPECT(flow_store_note(&s, "looked", &text, &e) == 1 && text.len == 0);
	buf_free(&text);
	flow_store_close(&s);
}

int
main(void)
{
	test("an alarm is owed, and counted, until it is told", owed);
	test("what was counted since is told 15 minutes behind it", counted);
	test("an alarm that was not delivered is tried when it says", tried);
	test("news of a run are its log and alarms", news);
	test("an answer to an order is kept for 30 days", answers);
	test("a note is what was put last", notes);
	return test_done();
}
