#include "flow/file/flow_read.h"

#include "flow/file/flow_classes.h"
#include "flow/file/flow_env.h"
#include "flow/file/flow_value.h"
#include "scratch.h"
#include "test.h"

static struct err e;

static const char text[] =
    "[flow]\ntitle = The day\n"
    "[param date]\ntype = date\n"
    "[param n]\ntype = int\ndefault = 5\ntitle = many\n"
    "[node a]\ntitle = first\nrun = cp {date} x\nclass = c\nlane = slow\n"
    "retry = 3\nbackoff = 30s x2 max 10m\ntimeout = 5m\ngrace = 10s\n"
    "every = 1m\ntimes = 4\ndeadline = 2h\ndelay = 3s\n"
    "repeat-until = a.out.left == 0\nout = left int, day date\nout = w word\n"
    "differs = 3, 4\nnever = 9\ngive-up = fail\nidempotent = yes\n"
    "away = 2m\n"
    "when-run = test -e x\napprove = finance\n"
    "[node b]\nafter = a if a.out.left > 0\nafter = a if n = 1\njoin = some\n"
    "flow = sub.flow\nfor-each = {date}.list\nparam k = {line.1}\n"
    "[node c]\napprove = finance\n[node d]\ndelay = 0\n"
    "[node e]\nsend = ops\ntext = on {date}\n[node f]\nsh = echo \"{x}\"\n"
    "[schedule s]\nat = 12:00, 08:30\nzone = UTC\ndays = Fri-Mon\n"
    "param date = due - 2 days\ncatch-up = all max 7\noverlap = run\n"
    "grace = 15m\ndone-by = 09:00 +1 day\ncalendar = days\n"
    "[alarm]\nsend = x\nsend = y\n";

static void
check_first(const struct flow_node *n)
{
	EXPECT_STR(n->name, "a");
	EXPECT_STR(n->title, "first");
	EXPECT(n->kind == FLOW_RUN && n->words.n_words == 3 && n->line == 9);
	EXPECT_STR(n->class, "c");
	EXPECT_STR(n->lane, "slow");
	EXPECT(n->retry == 3 && n->backoff.first == 30);
	EXPECT(n->backoff.factor == 2 && n->backoff.most == 600);
	EXPECT(n->timeout == 300 && n->grace == 10 && n->every == 60);
	EXPECT(n->times == 4 && n->deadline == 7200 && n->delay == 3);
	EXPECT_STR(n->until, "a.out.left == 0");
	EXPECT(n->n_outs == 3 && n->outs[1].type == FLOW_DATE);
	EXPECT(flow_out(n, SPAN("w"))->type == FLOW_WORD);
	EXPECT(!flow_out(n, SPAN("x")));
	EXPECT(n->differs.n == 2 && n->differs.list[1] == 4);
	EXPECT(n->never.n == 1 && n->never.list[0] == 9);
	EXPECT(n->give_up == FLOW_FAIL && n->idempotent);
	EXPECT(n->away == 120);
	EXPECT(n->when.n_words == 3);
	EXPECT_STR(n->approve, "finance");
	EXPECT(n->join == FLOW_ALL);
}

static void
check_second(const struct flow_node *n)
{
	EXPECT(n->kind == FLOW_FLOW && n->join == FLOW_SOME && n->n_after == 2);
	EXPECT_STR(n->after[0].parent, "a");
	EXPECT_STR(n->after[0].condition, "a.out.left > 0");
	EXPECT(n->after[1].line == n->line + 2);
	EXPECT(n->each.n == 2 && n->n_params == 1);
	EXPECT_STR(n->params[0].name, "k");
	EXPECT(n->params[0].text.list[0].is_name);
	EXPECT(n->give_up == FLOW_HOLD && !n->idempotent);
	EXPECT(n->away == 0);
}

static void
check_schedule(const struct flow_schedule *s)
{
	int32_t day;

	EXPECT(s->n_at == 2 && s->at[0] == 510 && s->at[1] == 720);
	EXPECT(s->days == 0x71);
	EXPECT(s->n_params == 1 && s->params[0].due.is_due);
	EXPECT(flow_due_day(&s->params[0].due, 100, &day, &e) == 0);
	EXPECT(day == 98);
	EXPECT(flow_due_day(&s->params[0].due, -719528, &day, &e) == -1);
	EXPECT(s->catch_up == FLOW_CATCH_ALL && s->catch_max == 7);
	EXPECT(s->overlap == FLOW_OVERLAP_RUN && s->grace == 900);
	EXPECT(s->done_by == 540 + 1440);
	EXPECT_STR(s->calendar, "days");
}

static void
test_whole(void)
{
	struct told told = { 0 };
	struct flow f;

	scratch_write("f.flow", text, sizeof text - 1);
	EXPECT(flow_read(&f, "f.flow", &told, &e) == 0);
	EXPECT(told.n == 0);
	EXPECT_STR(f.title, "The day");
	EXPECT(f.n_params == 2 && !f.params[0].preset);
	EXPECT_STR(flow_param(&f, SPAN("n"))->preset, "5");
	EXPECT(f.n_nodes == 6 && f.n_schedules == 1);
	check_first(&f.nodes[0]);
	check_second(&f.nodes[1]);
	EXPECT(f.nodes[2].kind == FLOW_APPROVE);
	EXPECT(f.nodes[3].kind == FLOW_WAIT);
	EXPECT(f.nodes[4].kind == FLOW_SEND && f.nodes[4].text.n == 2);
	EXPECT(f.nodes[5].kind == FLOW_SH);
	EXPECT_STR(f.nodes[5].does, "echo \"{x}\"");
	check_schedule(&f.schedules[0]);
	EXPECT(f.alarm.n == 2 && f.alarm.lines[1] == f.alarm.lines[0] + 1);
	EXPECT_STR(f.alarm.sends[1], "y");
	flow_free(&f);
	told_free(&told);
}

/* However it is cut, it is read, and what is wrong has a line of it. */
static void
test_cut(void)
{
	for (size_t n = 0; n < sizeof text; n++) {
		struct told told = { 0 };
		struct flow f;

		scratch_write("f.flow", text, n);
		EXPECT(flow_read(&f, "f.flow", &told, &e) == 0);
		EXPECT(f.n_nodes == 0 || told.n <= 3);
		for (size_t i = 0; i < told.n; i++)
			EXPECT(told.list[i].line <= 60);
		flow_free(&f);
		told_free(&told);
	}
}

static void
test_types(void)
{
	static const struct {
		enum flow_type type;
		const char *good, *bad;
	} rows[] = {
		{ FLOW_DATE, "2024-02-29", "2023-02-29" },
		{ FLOW_DATE, "0000-01-01", "2022-1-1" },
		{ FLOW_INT, "0", "-0" },
		{ FLOW_INT, "-5", "+5" },
		{ FLOW_INT, "999999999999999999", "1000000000000000000" },
		{ FLOW_INT, "10", "010" },
		{ FLOW_INT, "1", "" },
		{ FLOW_AMOUNT, "-12.30", "12." },
		{ FLOW_AMOUNT, "0.00", "-0.00" },
		{ FLOW_AMOUNT, "7", "1e3" },
		{ FLOW_WORD, "a.b-c_1", "-a" },
		{ FLOW_WORD, "微信", ".a" },
		{ FLOW_WORD, "_", "a b" },
		{ FLOW_WORD, "1", "a/b" },
		{ FLOW_WORD, "x", "a\xe2\x80\xae" },
		{ FLOW_TEXT, "", "\xff" },
		{ FLOW_TEXT, "-a \t\n\"{", "a\xc3" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		EXPECT(!flow_type_why(rows[i].type, span_str(rows[i].good)));
		EXPECT(flow_type_why(rows[i].type, span_str(rows[i].bad)));
		EXPECT(flow_type_named(span_str(
			   flow_type_name(rows[i].type))) == (int)rows[i].type);
	}
	EXPECT(flow_type_named(SPAN("words")) == -1);
	EXPECT(flow_type_why(FLOW_TEXT, (struct span){ "a\0b", 3 }));
}

static void
test_days(void)
{
	static const struct {
		const char *text;
		unsigned days;
	} rows[] = {
		{ "Mon", 1 },
		{ "Sun", 64 },
		{ "Mon-Fri", 31 },
		{ "Sat-Mon, Wed", 32 | 64 | 1 | 4 },
		{ "Wed-Wed", 4 },
		{ "Mon-Sun", 127 },
	};
	unsigned days;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		EXPECT(flow_value_days(&days, span_str(rows[i].text), &e) == 0);
		EXPECT(days == rows[i].days);
	}
	EXPECT(flow_value_days(&days, SPAN("Mon-"), &e) == -1);
	EXPECT(flow_value_days(&days, SPAN("-"), &e) == -1);
	EXPECT(flow_value_days(&days, SPAN("Mon,,Tue"), &e) == -1);
}

static void
test_classes(void)
{
	static const char file[] = "[class a]\nlimit = 3\nlane big = 1\n"
				   "breaker = 5 in 10m rest 2m\nslow = 30s\n"
				   "[class 通道]\n";
	struct flow_classes c = { 0 };
	struct told told = { 0 };
	const struct flow_class *a;

	scratch_write("classes.ini", file, sizeof file - 1);
	EXPECT(flow_classes_read(&c, "classes.ini", &told, &e) == 0);
	EXPECT(told.n == 0 && c.n == 2);
	a = flow_class(&c, "a");
	EXPECT(a && a->limit == 3 && a->slow == 30 && a->breaker == 5);
	EXPECT(a->breaker_in == 600 && a->breaker_rest == 120);
	EXPECT(
	    flow_class_has_lane(a, "big") && flow_class_has_lane(a, "retry"));
	EXPECT(!flow_class_has_lane(a, "small"));
	EXPECT(flow_class(&c, "通道")->limit == 1);
	EXPECT(!flow_class(&c, "b"));
	flow_classes_free(&c);
	told_free(&told);
}

static void
test_env(void)
{
	struct buf b = { 0 };

	flow_env_param(&b, "a-b");
	buf_byte(&b, ' ');
	flow_env_node(&b, "join", "read.records");
	buf_byte(&b, ' ');
	flow_env_param(&b, "日期");
	EXPECT(span_eq(buf_span(&b),
	    SPAN("RECON_P_A_B RECON_JOIN_READ_RECORDS RECON_P_日期")));
	buf_free(&b);
}

int
main(void)
{
	scratch_begin();
	test("every key says what the page has", test_whole);
	test("a flow cut anywhere is read to its end", test_cut);
	test("values are of their type, or why not", test_types);
	test("days of the week and ranges of them", test_days);
	test("classes, their lanes and breakers", test_classes);
	test("names in the environment", test_env);
	scratch_end();
	return test_done();
}
