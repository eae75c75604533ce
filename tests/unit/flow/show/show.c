#include "flow/show/show.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "flow_steps.h"
#include "scratch.h"
#include "test.h"

#define NOW INT64_C(1796004900000) /* 2026-11-30 02:15:00 UTC */

static const char flow[] =
    "[flow]\ntitle = 每日 <day>\n"
    "[param date]\ntype = date\n[param channel]\ntype = text\n"
    "default = wechat\n"
    "[node 取账单]\nrun = get {date}\nevery = 5m\ntimes = 3\nclass = sftp\n"
    "[node orders]\nrun = get {date}\nretry = 2\nbackoff = 30s\n"
    "[node join]\nafter = 取账单\nafter = orders\nrun = ./join\n"
    "out = largest amount\n"
    "[node look]\nafter = join if join.out.largest > 100\n"
    "approve = finance\n"
    "[node each]\nafter = join\nflow = other.flow\n";

static struct flow_store store;
static struct zone shanghai;
static struct show show;
static struct buf b;
static struct err e;

/* What was added, with DIR for the directory of the test. */
static const char *
said(void)
{
	char *at;

	buf_byte(&b, '\0');
	while ((at = strstr(b.p, scratch_dir))) {
		size_t n = strlen(scratch_dir);

		memcpy(at, "DIR", 3);
		memmove(at + 3, at + n, strlen(at + n) + 1);
	}
	b.len = 0;
	return b.p;
}

static void
begin(void)
{
	EXPECT(flow_store_open_memory(&store, &e) == 0);
	show = (struct show){ .store = &store,
		.dir = scratch_dir,
		.named = "",
		.clock = { NOW + 11520000, &shanghai },
		.made_by = "recon-flow 0.1.0" };
}

static void
end(void)
{
	flow_store_close(&store);
}

/* A run of that flow, begun now, and after those steps kept in the store. */
static void
keep(const char *values, const char *steps)
{
	struct steps s;
	struct buf first = { 0 };

	steps_open(&s, flow);
	s.now = NOW;
	buf_printf(&first, "begin %s%c", values, '\0');
	steps_all(&s, first.p);
	EXPECT(flow_store_begin(&store, &e) == 0);
	EXPECT(flow_store_run_add(&store, &s.run, &e) == 0);
	steps_all(&s, steps);
	if (flow_store_run_save(&store, &s.run, s.now, &e))
		printf("# %s\n", e.text);
	EXPECT(flow_store_commit(&store, &e) == 0);
	buf_free(&first);
	steps_close(&s);
}

/* An attempt of a node of run 1. */
static void
keep_attempt(size_t node, const char *how, int status)
{
	struct flow_store_attempt a = { .run = 1,
		.node = node,
		.generation = 1,
		.number = 1,
		.class = "",
		.lane = "",
		.began = NOW,
		.ended = NOW + 42000,
		.end = how,
		.status = status };

	EXPECT(flow_store_begin(&store, &e) == 0);
	EXPECT(flow_store_attempt_add(&store, &a, &e) == 0);
	if (flow_store_attempt_end(&store, &a, &e))
		printf("# %s\n", e.text);
	EXPECT(flow_store_commit(&store, &e) == 0);
}

static void
keep_alarm(const char *node, const char *text)
{
	const struct flow_store_alarm a = { .flow = "test",
		.run = 1,
		.node = node,
		.reason = "held",
		.text = text,
		.first = NOW,
		.last = NOW,
		.count = 1 };

	EXPECT(flow_store_begin(&store, &e) == 0);
	EXPECT(flow_store_alarm_add(&store, &a, &e) == 0);
	EXPECT(flow_store_commit(&store, &e) == 0);
}

static const char *
list(struct flow_list_wish w)
{
	if (show_list(&show, &w, &b, &e))
		return e.text;
	return said();
}

static void
lists(void)
{
	begin();
	EXPECT_STR(list((struct flow_list_wish){ 0 }), "");
	keep("date=2026-11-28",
	    "run 取账单 exit 0; run orders exit 0; "
	    "run join exit 0 largest=1; later 60; "
	    "run each runs 0 0 1");
	keep("date=2026-11-29 channel=支付宝", "later 1; run orders exit 2");
	keep("date=2026-11-30", "run 取账单 exit 3");
	EXPECT_STR(list((struct flow_list_wish){ 0 }),
	    "1 alarm nobody was told of:\n"
	    "  test, run 3, 取账单: held: exit status 3, since 2026-11-30 "
	    "10:15:00 +08:00 (3 h 12 min)\n"
	    "\n"
	    "RUN  FLOW  STATE  SINCE                              AGE  WITH  "
	    "                          WHAT\n"
	    "  3  test  held   2026-11-30 10:15:00 +08:00  3 h 12 min  "
	    "date=2026-11-30 channel=wechat  取账单 is held: exit status 3, "
	    "and "
	    "1 more\n"
	    "  2  test  going  2026-11-30 10:15:00 +08:00  3 h 12 min  "
	    "date=2026-11-29 channel=支付宝  取账单 waits for a place, and 1 "
	    "more\n"
	    "  1  test  done   2026-11-30 10:16:00 +08:00  3 h 11 min  "
	    "date=2026-11-28 channel=wechat  took 1 min\n");
	EXPECT_STR(list((struct flow_list_wish){ .max = 1 }),
	    "1 alarm nobody was told of:\n"
	    "  test, run 3, 取账单: held: exit status 3, since 2026-11-30 "
	    "10:15:00 +08:00 (3 h 12 min)\n"
	    "\n"
	    "RUN  FLOW  STATE  SINCE                              AGE  WITH  "
	    "                          WHAT\n"
	    "  3  test  held   2026-11-30 10:15:00 +08:00  3 h 12 min  "
	    "date=2026-11-30 channel=wechat  取账单 is held: exit status 3, "
	    "and "
	    "1 more\n"
	    "older ones: --before 3\n");
	EXPECT_STR(list((struct flow_list_wish){ .state = "done", .max = 1 }),
	    "1 alarm nobody was told of:\n"
	    "  test, run 3, 取账单: held: exit status 3, since 2026-11-30 "
	    "10:15:00 +08:00 (3 h 12 min)\n"
	    "\n"
	    "RUN  FLOW  STATE  SINCE                              AGE  WITH  "
	    "                          WHAT\n"
	    "  1  test  done   2026-11-30 10:16:00 +08:00  3 h 11 min  "
	    "date=2026-11-28 channel=wechat  took 1 min\n");
	keep_alarm("取账单", "it is held");
	EXPECT_STR(list((struct flow_list_wish){
		       .param = "channel", .value = "支付宝" }),
	    "1 alarm nobody was told of:\n"
	    "  test, run 3, 取账单: held: exit status 3, since 2026-11-30 "
	    "10:15:00 +08:00 (3 h 12 min), 2 times\n"
	    "\n"
	    "RUN  FLOW  STATE  SINCE                              AGE  WITH  "
	    "                          WHAT\n"
	    "  2  test  going  2026-11-30 10:15:00 +08:00  3 h 12 min  "
	    "date=2026-11-29 channel=支付宝  取账单 waits for a place, and 1 "
	    "more\n");
	show.json = true;
	EXPECT_STR(list((struct flow_list_wish){ .max = 1 }),
	    "{\"alarm\":1,\"flow\":\"test\",\"run\":3,\"node\":\"取账单\","
	    "\"reas"
	    "on\":\"held\",\"text\":\"exit status "
	    "3\",\"first\":\"2026-11-30T02:15:00Z\",\"last\":\"2026-11-30T02:"
	    "15:00Z\",\"count\":2,\"tries\":0,\"why\":null}\n"
	    "{\"run\":3,\"flow\":\"test\",\"title\":\"每日 "
	    "<day>\",\"state\":\"held\",\"differs\":false,\"passed\":false,"
	    "\"with\":\"date=2026-11-30 channel=wechat\",\"waits\":\"取账单 is "
	    "held: exit status 3, and 1 "
	    "more\",\"made\":\"2026-11-30T02:15:00Z\",\"began\":\"2026-11-30T"
	    "02:15:00Z\",\"ended\":null,\"since\":\"2026-11-30T02:15:00Z\"}\n");
	end();
}

static void
one_run(void)
{
	begin();
	keep("date=2026-11-29",
	    "later 42; run 取账单 exit 65; run orders exit 0");
	keep_attempt(0, "failed", 65);
	keep_attempt(1, "done", 0);
	EXPECT(mkdir("runs", 0700) == 0 && mkdir("runs/1", 0700) == 0 &&
	    mkdir("runs/1/取账单", 0700) == 0 &&
	    mkdir("runs/1/取账单/1", 0700) == 0);
	scratch_write("runs/1/取账单/1/stderr", "530 \033[31mno\n", 12);
	EXPECT(show_run(&show, 1, &b, &e) == 0);
	EXPECT_STR(said(),
	    "1 alarm nobody was told of:\n"
	    "  test, run 1, 取账单: held: exit status 65, since 2026-11-30 "
	    "10:15:42 +08:00 (3 h 11 min)\n"
	    "\n"
	    "run 1  test  每日 <day>\n"
	    "state    held\n"
	    "with     date=2026-11-29 channel=wechat\n"
	    "from     1000 maria\n"
	    "flow     /flows/test.flow\n"
	    "made     2026-11-30 10:15:00 +08:00 (3 h 12 min ago)\n"
	    "began    2026-11-30 10:15:00 +08:00 (3 h 12 min ago)\n"
	    "waits for\n"
	    "  取账单 held: exit status 65, since 2026-11-30 10:15:42 +08:00 "
	    "(3 "
	    "h 11 min)\n"
	    "\n"
	    "NODE    STATE    SINCE                              AGE  TRIES  "
	    "WHY\n"
	    "取账单  held     2026-11-30 10:15:42 +08:00  3 h 11 min      1  "
	    "exit status 65\n"
	    "orders  done     2026-11-30 10:15:42 +08:00  3 h 11 min      1\n"
	    "join    waiting  -                                           0  "
	    "for 取账单\n"
	    "look    waiting  -                                           0  "
	    "for join\n"
	    "each    waiting  -                                           0  "
	    "for join\n"
	    "\n"
	    "what could be typed\n"
	    "  recon-flow redo 1 取账单\n"
	    "  recon-flow pass 1 取账单 --why TEXT\n"
	    "  recon-flow skip 1 取账单 --why TEXT\n"
	    "\n"
	    "取账单, try 1: failed, status 65; DIR/runs/1/取账单/1\n"
	    "  stderr\n"
	    "    | 530 \\x1b[31mno\n");
	show.json = true;
	EXPECT(show_run(&show, 1, &b, &e) == 0);
	EXPECT_STR(said(),
	    "{\"run\":1,\"flow\":\"test\",\"path\":\"/flows/test.flow\",\"tit"
	    "le\":\"每日 <day>\",\"state\":\"held\",\"differs\":false,\"passed"
	    "\":false,\"params\":{\"date\":\"2026-11-29\",\"channel\":\"wecha"
	    "t\"},\"who\":\"1000 maria\",\"schedule\":null,\"due\":null,\"mad"
	    "e\":\"2026-11-30T02:15:00Z\",\"began\":\"2026-11-30T02:15:00Z\","
	    "\"ended\":null,\"nodes\":[{\"node\":\"取账单\",\"state\":\"held\","
	    "\"waits\":null,\"since\":\"2026-11-30T02:15:42Z\",\"wake\":null,"
	    "\"generation\":1,\"tries\":1,\"passed\":false,\"older\":false,"
	    "\"why\":\"exit status "
	    "65\",\"last\":{\"number\":1,\"began\":\"2026-11-30T02:15:00Z\","
	    "\"ended\":\"2026-11-30T02:15:42Z\",\"end\":\"failed\",\"status"
	    "\":65,\"why\":null}},{\"node\":\"orders\",\"state\":\"done\",\"w"
	    "aits\":null,\"since\":\"2026-11-30T02:15:42Z\",\"wake\":null,\"g"
	    "eneration\":1,\"tries\":1,\"passed\":false,\"older\":false,\"why"
	    "\":null,\"last\":{\"number\":1,\"began\":\"2026-11-30T02:15:00Z"
	    "\",\"ended\":\"2026-11-30T02:15:42Z\",\"end\":\"done\",\"status"
	    "\":0,\"why\":null}},{\"node\":\"join\",\"state\":\"waiting\",\"w"
	    "aits\":\"parents\",\"since\":null,\"wake\":null,\"generation\":1"
	    ",\"tries\":0,\"passed\":false,\"older\":false,\"why\":null},{\"n"
	    "ode\":\"look\",\"state\":\"waiting\",\"waits\":\"parents\",\"sin"
	    "ce\":null,\"wake\":null,\"generation\":1,\"tries\":0,\"passed\":"
	    "false,\"older\":false,\"why\":null},{\"node\":\"each\",\"state"
	    "\":\"waiting\",\"waits\":\"parents\",\"since\":null,\"wake\":nul"
	    "l,\"generation\":1,\"tries\":0,\"passed\":false,\"older\":false,"
	    "\"why\":null,\"runs\":{\"held\":0,\"going\":0,\"done\":0,\"fail"
	    "ed\":0,\"cancelled\":0}}]}\n");
	EXPECT(show_run(&show, 7, &b, &e) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text, "there is no run 7; recon-flow ls lists them");
	EXPECT(unlink("runs/1/取账单/1/stderr") == 0 &&
	    rmdir("runs/1/取账单/1") == 0 && rmdir("runs/1/取账单") == 0 &&
	    rmdir("runs/1") == 0 && rmdir("runs") == 0);
	end();
}

/* A hundred nodes, of which one is under way and one waits for a person. */
static void
many_nodes(void)
{
	struct buf text = { 0 };
	struct steps s;

	begin();
	for (int i = 0; i < 100; i++) {
		buf_printf(&text, "[node n%d]\nrun = true\n", i);
		if (i)
			buf_printf(&text, "after = n%d\n", i - 1);
	}
	buf_str(&text, "[node look]\napprove = finance\n");
	buf_byte(&text, '\0');
	steps_open(&s, text.p);
	s.now = NOW;
	steps_all(&s, "begin; run n0 exit 0; try n1");
	EXPECT(flow_store_begin(&store, &e) == 0);
	EXPECT(flow_store_run_add(&store, &s.run, &e) == 0);
	EXPECT(flow_store_commit(&store, &e) == 0);
	EXPECT(show_run(&show, 1, &b, &e) == 0);
	EXPECT_STR(strstr(said(), "\nNODE"),
	    "\n"
	    "NODE  STATE    SINCE                              AGE  TRIES  "
	    "WHY\n"
	    "n1    running  2026-11-30 10:15:00 +08:00  3 h 12 min      1\n"
	    "look  waiting  2026-11-30 10:15:00 +08:00  3 h 12 min      0  "
	    "for leave of finance\n"
	    "and 99 more: 98 waiting, 1 done; --json has all\n"
	    "\n"
	    "what could be typed\n"
	    "  recon-flow approve 1 look\n"
	    "  recon-flow refuse 1 look --why TEXT\n");
	steps_close(&s);
	buf_free(&text);
	end();
}

static void
logs(void)
{
	struct show_log l = { .run = 1 };

	begin();
	keep("date=2026-11-29", "later 42; run 取账单 exit 65");
	EXPECT(show_log(&show, &l, &b, &e) == 0);
	EXPECT_STR(said(),
	    "2026-11-30 10:15:00 +08:00  begins: 1000 maria\n"
	    "2026-11-30 10:15:42 +08:00  取账单: held: exit status 65\n");
	EXPECT(!l.more && !l.ended);
	EXPECT(show_log(&show, &l, &b, &e) == 0);
	EXPECT_STR(said(), "");
	keep_attempt(0, "failed", 65);
	EXPECT(show_log(&show, &l, &b, &e) == 0);
	EXPECT_STR(said(),
	    "2026-11-30 10:15:00 +08:00  取账单: begins: try 1\n"
	    "2026-11-30 10:15:42 +08:00  取账单: failed, status 65: try 1\n");
	EXPECT(show_log(&show, &l, &b, &e) == 0);
	EXPECT_STR(said(), "");
	show_log_free(&l);
	end();
}

static void
ends_of_logs(void)
{
	struct show_log l = { .run = 1 };
	int64_t last;

	begin();
	keep("date=2026-11-30", "run orders exit 0; later 9; cancel -");
	EXPECT(show_log(&show, &l, &b, &e) == 0 && l.ended && !l.more);
	EXPECT_STR(said(),
	    "2026-11-30 10:15:00 +08:00  begins: 1000 maria\n"
	    "2026-11-30 10:15:09 +08:00  cancel: because (0)\n"
	    "2026-11-30 10:15:09 +08:00  cancelled\n");
	last = l.behind;
	show_log_free(&l);
	l.behind = last - 1;
	EXPECT(show_log(&show, &l, &b, &e) == 0 && !l.ended);
	EXPECT_STR(
	    said(), "2026-11-30 10:15:09 +08:00  run 1 cancel: because (0)\n");
	show_log_free(&l);
	l.run = 1;
	show.json = true;
	EXPECT(show_log(&show, &l, &b, &e) == 0);
	EXPECT_STR(said(),
	    "{\"at\":\"2026-11-30T02:15:00Z\",\"run\":1,\"node\":null,\"what"
	    "\":\"begins\",\"who\":null,\"text\":\"1000 maria\"}\n"
	    "{\"id\":1,\"at\":\"2026-11-30T02:15:09Z\",\"run\":1,"
	    "\"node\":null,\"what\":\"cancel\",\"who\":\"0\",\"text\":"
	    "\"because\"}\n"
	    "{\"at\":\"2026-11-30T02:15:09Z\",\"run\":1,\"node\":null,"
	    "\"what\":\"cancelled\",\"who\":null,\"text\":null}\n");
	show_log_free(&l);
	l.run = 9;
	EXPECT(show_log(&show, &l, &b, &e) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text, "there is no run 9; recon-flow ls lists them");
	show_log_free(&l);
	end();
}

static void
starts_that_were_missed(void)
{
	struct flow_store_due d = { .flow = "/flows/shop.flow",
		.schedule = "morning",
		.due = "2026-11-29 10:15",
		.at = NOW - 86400000,
		.state = "missed",
		.found = NOW };

	begin();
	EXPECT(show_missed(&show, 9, &b, &e) == 0);
	EXPECT_STR(said(), "");
	EXPECT(flow_store_begin(&store, &e) == 0);
	EXPECT(flow_store_due_add(&store, &d, &e) == 1);
	EXPECT(flow_store_commit(&store, &e) == 0);
	EXPECT(show_missed(&show, 9, &b, &e) == 0);
	EXPECT_STR(said(),
	    "ID  FLOW  SCHEDULE  DUE               AT                        "
	    "      AGE\n"
	    " 1  shop  morning   2026-11-29 10:15  2026-11-29 10:15:00 "
	    "+08:00  1 d 3 h\n");
	show.json = true;
	EXPECT(show_missed(&show, 9, &b, &e) == 0);
	EXPECT_STR(said(),
	    "{\"id\":1,\"flow\":\"/flows/shop.flow\",\"schedule\":\"morning"
	    "\",\"due\":\"2026-11-29 "
	    "10:15\",\"at\":\"2026-11-29T02:15:00Z\"}\n");
	end();
}

/* A restored store, and more alarms than are told. */
static void
heads(void)
{
	begin();
	store.restored = true;
	for (int i = 0; i < 7; i++)
		keep_alarm(
		    (const char *[]){ "a", "b", "c", "d", "e", "f", "g" }[i],
		    "it is held");
	EXPECT_STR(list((struct flow_list_wish){ 0 }),
	    "this store is a copy that was restored: nothing in it begins "
	    "before recon-flow go says so\n"
	    "\n"
	    "7 alarms nobody was told of:\n"
	    "  test, run 1, a: held: it is held, since 2026-11-30 10:15:00 "
	    "+08:00 (3 h 12 min)\n"
	    "  test, run 1, b: held: it is held, since 2026-11-30 10:15:00 "
	    "+08:00 (3 h 12 min)\n"
	    "  test, run 1, c: held: it is held, since 2026-11-30 10:15:00 "
	    "+08:00 (3 h 12 min)\n"
	    "  test, run 1, d: held: it is held, since 2026-11-30 10:15:00 "
	    "+08:00 (3 h 12 min)\n"
	    "  test, run 1, e: held: it is held, since 2026-11-30 10:15:00 "
	    "+08:00 (3 h 12 min)\n"
	    "  and 2 more: recon-flow ls --json\n"
	    "\n");
	end();
}

static void
figures(void)
{
	begin();
	keep("date=2026-11-28",
	    "run 取账单 exit 0; run orders exit 0; "
	    "run join exit 0 largest=1; later 60; "
	    "run each runs 0 0 1");
	keep("date=2026-11-29", "later 1; run orders exit 2");
	EXPECT(show_stats(&show, &b, &e) == 0);
	EXPECT_STR(said(),
	    "FLOW  STATE  RUNS   MEAN\n"
	    "test  done      1  1 min\n"
	    "test  going     1      -\n"
	    "\n"
	    "CLASS  LANE  READY      OLDEST  RUNNING  LAST MIN  LAST HOUR  "
	    "MEAN\n"
	    "-      -         1  3 h 12 min        0         0          0     "
	    "-\n");
	show.json = true;
	EXPECT(show_stats(&show, &b, &e) == 0);
	EXPECT_STR(said(),
	    "{\"flow\":\"test\",\"state\":\"done\",\"runs\":1,\"mean_ms\":600"
	    "00}\n"
	    "{\"flow\":\"test\",\"state\":\"going\",\"runs\":1,\"mean_ms\":0}"
	    "\n"
	    "{\"class\":null,\"lane\":null,\"ready\":1,"
	    "\"oldest\":\"2026-11-30T02:15:00Z\",\"tickets\":0,"
	    "\"running\":0,\"ended_minute\":0,\"ended_hour\":0,"
	    "\"mean_ms\":0}\n");
	end();
}

static void
pictures(void)
{
	struct show_picture p = { .run = 1 };

	begin();
	keep("date=2026-11-29",
	    "later 42; run 取账单 exit 65; run orders exit 0");
	EXPECT(show_picture(&show, &p, &b, &e) == 0 && !p.ended);
	EXPECT_STR(said(),
	    "flowchart TD\n"
	    "    start([\"Start\"])\n"
	    "    n0[\"取账单<br/>run get #123;date#125;<br/>asks again<br/>‖ "
	    "held, 1 try<br/>since 3 h 11 min<br/>exit status 65\"]:::held\n"
	    "    n1[\"orders<br/>run get #123;date#125;<br/>✓ done, 1 "
	    "try<br/>2026-11-30 10#58;15#58;42 +08#58;00\"]:::done\n"
	    "    n2[\"join<br/>run ./join<br/>join all<br/>… "
	    "waiting\"]:::waiting\n"
	    "    n3{{\"look<br/>approval by finance<br/>… "
	    "waiting\"}}:::waiting\n"
	    "    n4[[\"each<br/>flow other.flow<br/>… waiting\"]]:::waiting\n"
	    "    finish([\"End\"])\n"
	    "    start --> n0\n"
	    "    start --> n1\n"
	    "    n0 --> n2\n"
	    "    n1 --> n2\n"
	    "    n2 -->|\"join.out.largest #62; 100\"| n3\n"
	    "    n2 --> n4\n"
	    "    n3 --> finish\n"
	    "    n4 --> finish\n"
	    "    classDef held fill:#fdebd3,stroke:#a35200,color:#1b1b1b,stro"
	    "ke-width:3px,stroke-dasharray:6 4\n"
	    "    classDef done fill:#e3f3e8,stroke:#1a6a3a,color:#1b1b1b,stro"
	    "ke-width:1px\n"
	    "    classDef waiting "
	    "fill:#ffffff,stroke:#767676,color:#1b1b1b,stroke-width:1px,strok"
	    "e-dasharray:6 4\n");
	p.form = SHOW_DOT;
	EXPECT(show_picture(&show, &p, &b, &e) == 0);
	EXPECT_STR(said(),
	    "digraph {\n"
	    "    start [shape=circle label=\"Start\"]\n"
	    "    n0 [shape=box label=\"取账单\\nrun get {date}\\nasks "
	    "again\\n‖ "
	    "held, 1 try\\nsince 3 h 11 min\\nexit status 65\" "
	    "style=\"filled,dashed\" color=\"#a35200\" fillcolor=\"#fdebd3\" "
	    "penwidth=3]\n"
	    "    n1 [shape=box label=\"orders\\nrun get {date}\\n✓ done, 1 "
	    "try\\n2026-11-30 10:15:42 +08:00\" style=\"filled\" "
	    "color=\"#1a6a3a\" fillcolor=\"#e3f3e8\" penwidth=1]\n"
	    "    n2 [shape=box label=\"join\\nrun ./join\\njoin all\\n… "
	    "waiting\" style=\"filled,dashed\" color=\"#767676\" "
	    "fillcolor=\"#ffffff\" penwidth=1]\n"
	    "    n3 [shape=hexagon label=\"look\\napproval by finance\\n… "
	    "waiting\" style=\"filled,dashed\" color=\"#767676\" "
	    "fillcolor=\"#ffffff\" penwidth=1]\n"
	    "    n4 [shape=component label=\"each\\nflow other.flow\\n… "
	    "waiting\" style=\"filled,dashed\" color=\"#767676\" "
	    "fillcolor=\"#ffffff\" penwidth=1]\n"
	    "    finish [shape=doublecircle label=\"End\"]\n"
	    "    start -> n0\n"
	    "    start -> n1\n"
	    "    n0 -> n2\n"
	    "    n1 -> n2\n"
	    "    n2 -> n3 [label=\"join.out.largest > 100\"]\n"
	    "    n2 -> n4\n"
	    "    n3 -> finish\n"
	    "    n4 -> finish\n"
	    "}\n");
	p.form = SHOW_HTML;
	p.every = 2;
	EXPECT(show_picture(&show, &p, &b, &e) == 0);
	EXPECT(strstr(said(), "http-equiv=\"refresh\" content=\"2\""));
	keep("date=2026-11-30", "cancel -");
	p.run = 2;
	EXPECT(show_picture(&show, &p, &b, &e) == 0 && p.ended);
	EXPECT(!strstr(said(), "refresh"));
	end();
}

static void
no_runner(void)
{
	static const char said_first[] =
	    "no runner works on this store: recon-flow work --store DIR\n\n";

	begin();
	show.no_runner = true;
	show.named = " --store DIR";
	keep("date=2026-11-28",
	    "run 取账单 exit 0; run orders exit 0; "
	    "run join exit 0 largest=1; later 60; "
	    "run each runs 0 0 1");
	EXPECT(strstr(list((struct flow_list_wish){ 0 }), "runner") == NULL);
	keep("date=2026-11-29", "run orders exit 0");
	EXPECT(strstr(list((struct flow_list_wish){ 0 }), said_first) == b.p);
	EXPECT(show_run(&show, 1, &b, &e) == 0);
	EXPECT(strstr(said(), said_first) == b.p);
	EXPECT(show_stats(&show, &b, &e) == 0);
	EXPECT(strstr(said(), said_first) == b.p);
	show.json = true;
	EXPECT(strstr(list((struct flow_list_wish){ 0 }),
		   "{\"runner\":false}\n{\"run\":2,") == b.p);
	EXPECT(show_run(&show, 1, &b, &e) == 0);
	EXPECT(strstr(said(), "\"runner\":false,\"nodes\":") != NULL);
	show.no_runner = false;
	EXPECT(strstr(list((struct flow_list_wish){ 0 }), "runner") == NULL);
	end();
}

/* Nothing goes on but an attempt, as of a node beside one that is held. */
static void
no_runner_for_an_attempt(void)
{
	struct flow_store_attempt a = { .run = 1,
		.node = 1,
		.generation = 1,
		.number = 1,
		.class = "",
		.lane = "",
		.began = NOW };

	begin();
	show.no_runner = true;
	keep("date=2026-11-29", "run 取账单 exit 65");
	EXPECT(
	    strstr(list((struct flow_list_wish){ 0 }), "runner works") == NULL);
	EXPECT(flow_store_begin(&store, &e) == 0);
	EXPECT(flow_store_attempt_add(&store, &a, &e) == 0);
	EXPECT(flow_store_commit(&store, &e) == 0);
	EXPECT(strstr(list((struct flow_list_wish){ 0 }),
		   "no runner works on this store: recon-flow work\n") == b.p);
	end();
}

int
main(void)
{
	EXPECT(zone_load(&shanghai, "Asia/Shanghai", &e) == 0);
	scratch_begin();
	test("runs are listed, newest first, a page at a time", lists);
	test("one run is shown with what it waits for, and what was written",
	    one_run);
	test("of many nodes those are shown that somebody could ask about",
	    many_nodes);
	test("a log goes on behind what was shown, until the run has ended",
	    logs);
	test("a log says how a run began and ended, and is there as JSON, or "
	     "of all "
	     "runs",
	    ends_of_logs);
	test("starts that were missed are listed", starts_that_were_missed);
	test("alarms stand first, and that a store was restored", heads);
	test("that no runner works stands first, where there is work",
	    no_runner);
	test("an attempt under way is work for a runner",
	    no_runner_for_an_attempt);
	test("figures of flows, states and classes", figures);
	test("a picture says how nodes stand", pictures);
	scratch_end();
	buf_free(&b);
	zone_free(&shanghai);
	return test_done();
}
