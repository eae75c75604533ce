#include "flow/run/run_end.h"

#include "flow_steps.h"
#include "test.h"

/* A run of one node "a" with these keys; what it is behind the steps: state,
 * waits, seconds until it wakes, failures, polls, alarm, why. */
struct row {
	const char *keys, *steps, *is;
};

static void
show(const struct steps *s, struct buf *b)
{
	const struct run_node *n = &s->run.nodes[0];

	buf_str(b, node_state_name(n->state));
	if (n->waits)
		buf_printf(b, " %s", node_waits_name(n->waits));
	if (n->wake)
		buf_printf(b, " in %ds", (int)((n->wake - s->now) / 1000));
	if (n->failures)
		buf_printf(b, " failures %u", (unsigned)n->failures);
	if (n->polls)
		buf_printf(b, " polls %u", (unsigned)n->polls);
	for (size_t i = 0; i < s->run.n_news; i++)
		if (s->run.news[i].kind == NEWS_ALARM)
			buf_printf(b, " alarm %s", s->run.news[i].reason);
	if (n->why)
		buf_printf(b, "; %s", n->why);
	buf_byte(b, '\0');
}

static void
expect_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf flow = { 0 }, got = { 0 };
		struct steps s;

		buf_printf(&flow, "[node a]\nout = n amount, t text\n%s\n",
		    rows[i].keys);
		buf_byte(&flow, '\0');
		steps_open(&s, flow.p);
		steps_all(&s, "begin");
		steps_all(&s, rows[i].steps);
		show(&s, &got);
		if (strcmp(got.p, rows[i].is) != 0)
			printf("# %s: %s\n", rows[i].keys, rows[i].steps);
		EXPECT_STR(got.p, rows[i].is);
		steps_close(&s);
		buf_free(&flow);
		buf_free(&got);
	}
}

#define ROWS(rows) expect_rows(rows, sizeof rows / sizeof *rows)

static void
test_exits(void)
{
	static const struct row rows[] = {
		{ "run = x", "run a exit 0", "done" },
		{ "run = x", "run a recon 0", "done" },
		{ "run = x", "run a recon 1", "differs" },
		{ "run = x", "run a exit 1",
		    "held failures 1 alarm held; exit status 1" },
		{ "run = x\nretry = 1", "run a exit 1",
		    "ready failures 1; exit status 1" },
		{ "run = x\nretry = 1", "run a recon 2",
		    "ready failures 1; exit status 2" },
		{ "run = x\nretry = 1", "run a recon 65",
		    "held failures 1 alarm held; exit status 65" },
		{ "run = x\nretry = 1", "run a recon 70",
		    "held failures 1 alarm held; exit status 70" },
		{ "run = x\nretry = 1", "run a exit 65",
		    "ready failures 1; exit status 65" },
		{ "run = x\nretry = 1", "run a exit 126",
		    "held failures 1 alarm held; exit status 126" },
		{ "run = x\nretry = 1", "run a recon 127",
		    "held failures 1 alarm held; exit status 127" },
		{ "run = x\nretry = 1", "run a exit 75",
		    "ready failures 1; exit status 75" },
		{ "run = x\nretry = 1", "run a recon 75",
		    "ready failures 1; exit status 75" },
		{ "run = x\ndiffers = 1, 3\nnever = 4", "run a exit 3",
		    "differs" },
		{ "run = x\nretry = 1\ndiffers = 3\nnever = 4", "run a exit 4",
		    "held failures 1 alarm held; exit status 4" },
		{ "run = x\nretry = 1\nnever = 1", "run a recon 1",
		    "held failures 1 alarm held; exit status 1" },
		{ "run = x\nretry = 1\ndiffers = 3", "run a recon 1",
		    "differs" },
		{ "run = x\nretry = 1", "run a signal 9",
		    "ready failures 1; killed by signal 9" },
		{ "run = x\nretry = 1\ntimeout = 5m", "run a timeout",
		    "ready failures 1; it took longer than 300s" },
		{ "run = x\nretry = 1", "run a output",
		    "ready failures 1; it wrote too much" },
		{ "run = x\nretry = 1", "run a not-begun 127",
		    "held failures 1 alarm held; it could not be run" },
		{ "run = x\nretry = 1", "run a bad",
		    "held failures 1 alarm held; its outputs are no data" },
		{ "run = x\nretry = 1", "run a cancelled",
		    "cancelled; cancelled" },
		{ "run = x\nretry = 1", "run a trouble",
		    "held alarm held; its words cannot be made" },
		{ "run = x\ngive-up = fail", "run a exit 1",
		    "failed failures 1 alarm failed; exit status 1" },
		{ "send = x", "run a ok", "done" },
		{ "send = x\nretry = 1", "run a fail",
		    "held failures 1 alarm held; the target refuses it" },
		{ "send = x\nretry = 1", "run a retry -1",
		    "ready failures 1; the target wants it again" },
	};

	ROWS(rows);
}

static void
test_recon(void)
{
	EXPECT(run_command_is_recon(SPAN("recon-join")));
	EXPECT(run_command_is_recon(SPAN("/usr/local/bin/recon-sort")));
	EXPECT(run_command_is_recon(SPAN("./recon-key")));
	EXPECT(!run_command_is_recon(SPAN("recon-")));
	EXPECT(!run_command_is_recon(SPAN("recon-join.py")));
	EXPECT(!run_command_is_recon(SPAN("recon-join/x")));
	EXPECT(!run_command_is_recon(SPAN("python3")));
	EXPECT(!run_command_is_recon(SPAN("")));
}

static void
test_retries(void)
{
	static const struct row rows[] = {
		{ "run = x\nretry = 3\nbackoff = 30s x2 max 100s",
		    "run a exit 1",
		    "waiting retry in 30s failures 1; exit status 1" },
		{ "run = x\nretry = 3\nbackoff = 30s x2 max 100s",
		    "run a exit 1; wake a; run a exit 1",
		    "waiting retry in 60s failures 2; exit status 1" },
		{ "run = x\nretry = 3\nbackoff = 30s x2 max 100s",
		    "run a exit 1; wake a; run a exit 1; wake a; run a exit 1",
		    "waiting retry in 100s failures 3; exit status 1" },
		{ "run = x\nretry = 3\nbackoff = 30s x2 max 100s",
		    "run a exit 1; wake a; run a exit 1; wake a; run a exit 1; "
		    "wake a; run a exit 9",
		    "held failures 4 alarm held; exit status 9" },
		{ "run = x\nretry = 1\nbackoff = 30s",
		    "run a exit 1; wake a; run a exit 0", "done failures 1" },
		{ "run = x\nretry = 1000\nbackoff = 365d x100", "run a exit 1",
		    "waiting retry in 31536000s failures 1; exit status 1" },
		{ "run = x\nretry = 1\nbackoff = 30s", "run a exit 1; go a",
		    "ready failures 1" },
		{ "send = x\nretry = 1\nbackoff = 30s", "run a retry 7",
		    "waiting retry in 30s failures 1; the target wants it "
		    "again" },
		{ "send = x\nretry = 1\nbackoff = 30s", "run a retry 90",
		    "waiting retry in 90s failures 1; the target wants it "
		    "again" },
		/* lost */
		{ "run = x\nretry = 5", "run a lost",
		    "held alarm lost; it was lost, what it did is not known" },
		{ "run = x\nidempotent = yes", "run a lost",
		    "ready failures 1; it was lost, what it did is not known" },
		{ "run = x\nidempotent = yes", "run a alive",
		    "held alarm lost; it was lost, what it did is not known, "
		    "and something of it still runs" },
		{ "run = x\nidempotent = yes",
		    "run a lost; run a lost; run a lost; run a lost",
		    "held failures 4 alarm held; it was lost, what it did is "
		    "not known" },
		{ "run = x\nidempotent = yes", "run a lost; run a exit 1",
		    "held failures 2 alarm held; exit status 1" },
		/* behind go failures are forgotten */
		{ "run = x\nretry = 1",
		    "run a exit 1; run a exit 1; go a; run a exit 1",
		    "ready failures 1 alarm held; exit status 1" },
	};

	ROWS(rows);
}

static void
test_polls(void)
{
	static const struct row rows[] = {
		{ "run = x\nevery = 10m\ntimes = 2", "run a exit 75",
		    "waiting poll in 600s polls 1; exit status 75" },
		{ "run = x\nevery = 10m\ntimes = 2\nretry = 5",
		    "run a exit 75; wake a; run a exit 75",
		    "held polls 2 alarm held; asked 2 times, and not yet so" },
		{ "run = x\nevery = 10m\ntimes = 2",
		    "run a exit 75; wake a; run a exit 0", "done polls 1" },
		{ "run = x\nevery = 10m\ndeadline = 25m",
		    "run a exit 75; wake a; later 60; run a exit 75",
		    "waiting poll in 600s polls 2; exit status 75" },
		{ "run = x\nevery = 10m\ndeadline = 25m",
		    "run a exit 75; wake a; later 360; run a exit 75",
		    "held polls 2 alarm held; asked 2 times, and not yet so" },
		{ "run = x\nevery = 10m\ntimes = 2\ngive-up = fail",
		    "run a exit 75; wake a; run a exit 75",
		    "failed polls 2 alarm failed; asked 2 times, and not yet "
		    "so" },
		/* failures between are counted apart */
		{ "run = x\nevery = 10m\ntimes = 3\nretry = 1",
		    "run a exit 75; wake a; run a exit 1; run a exit 75",
		    "waiting poll in 600s failures 1 polls 2; exit status 75" },
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.out.n > 5",
		    "run a exit 0 n=5",
		    "waiting poll in 60s polls 1; repeat-until is not yet so" },
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.out.n > 5",
		    "run a exit 0 n=5; wake a; run a exit 0 n=5.01",
		    "done polls 1" },
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.out.n > 5",
		    "run a exit 0",
		    "waiting poll in 60s polls 1; repeat-until is not yet so" },
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.status = "
		  "differs",
		    "run a recon 0",
		    "waiting poll in 60s polls 1; repeat-until is not yet so" },
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.status = "
		  "differs",
		    "run a recon 1", "differs" },
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.status = "
		  "differs",
		    "run a recon 1", "differs" },
		/* a pattern that is given up */
		{ "run = x\nevery = 1m\ntimes = 9\nrepeat-until = a.out.t ~ "
		  "^(x+x+)+[yz]$",
		    "run a exit 0 "
		    "t=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		    "held alarm held; repeat-until: pattern \"^(x+x+)+[yz]$\": "
		    "gave up: match limit exceeded" },
	};

	ROWS(rows);
}

static void
test_order(void)
{
	static const struct row rows[] = {
		{ "run = x\napprove = g\ndelay = 1m\nwhen-run = y", "later 1",
		    "waiting person" },
		{ "run = x\napprove = g\ndelay = 1m\nwhen-run = y",
		    "approve a 7 g", "waiting delay in 60s" },
		{ "run = x\napprove = g\ndelay = 1m\nwhen-run = y",
		    "approve a 7 g; wake a", "ready" },
		{ "run = x\napprove = g\ndelay = 1m\nwhen-run = y",
		    "approve a 7 g; wake a; run a exit 0; run a recon 1",
		    "differs" },
		{ "run = x\nwhen-run = y", "run a exit 1",
		    "skipped; when-run says no" },
		{ "run = x\nwhen-run = y\nretry = 3", "run a exit 2",
		    "held alarm held; when-run: exit status 2" },
		{ "run = x\nwhen-run = y\nretry = 3", "run a signal 9",
		    "held alarm held; when-run: killed by signal 9" },
		{ "run = x\nwhen-run = y", "run a exit 2; go a; run a exit 0",
		    "ready alarm held" },
		{ "run = x\nwhen-run = y\nretry = 1",
		    "run a exit 0; run a exit 1; run a exit 0",
		    "done failures 1" },
		{ "run = x\nwhen-run = y\nidempotent = yes", "run a lost",
		    "ready failures 1; when-run: it was lost, what it did is "
		    "not known" },
		{ "run = x\nwhen-run = y\nidempotent = yes",
		    "run a lost; run a exit 1",
		    "skipped failures 1; when-run "
		    "says no" },
		{ "run = x", "try a; back a", "ready" },
	};

	ROWS(rows);
}

static void
test_waits(void)
{
	struct steps s;

	steps_open(&s,
	    "[node a]\ndelay = 0\n[node b]\nafter = a\ndelay = 1h\n"
	    "[node c]\nafter = b\napprove = g\n");
	steps_all(&s, "begin");
	EXPECT(s.run.nodes[0].state == NODE_DONE);
	EXPECT(s.run.nodes[1].wake == s.now + 3600000);
	steps_all(&s, "wake b; approve c 7 g");
	EXPECT(s.run.state == RUN_DONE && s.run.ended == s.now);
	EXPECT(s.run.n_news == 2 && s.run.news[1].kind == NEWS_ENDED);
	steps_close(&s);
}

static void
test_runs(void)
{
	static const char *const how[][2] = {
		{ "run a runs 0 0 5", "done" },
		{ "run a runs 0 0 0", "done" },
		{ "run a runs 2 1 5", "held: 2 of 5 runs failed" },
		{ "run a runs 1 0 1", "held: 1 of 1 run failed" },
		{ "run a runs 0 2 5", "cancelled: 2 of 5 runs were cancelled" },
	};

	for (size_t i = 0; i < sizeof how / sizeof *how; i++) {
		struct steps s;
		struct run_node *n;
		char got[200];

		steps_open(&s, "[node a]\nflow = b.flow\n");
		steps_all(&s, "begin");
		n = &s.run.nodes[0];
		EXPECT(n->state == NODE_READY);
		steps_all(&s, how[i][0]);
		snprintf(got, sizeof got, "%s%s%s", node_state_name(n->state),
		    n->why ? ": " : "", n->why ? n->why : "");
		EXPECT_STR(got, how[i][1]);
		steps_close(&s);
	}
}

static void
test_outs(void)
{
	static const struct row rows[] = {
		{ "run = x", "run a exit 0 n=1.5 t=x", "done" },
		{ "run = x", "run a exit 0 other=1 other=2", "done" },
		{ "run = x\nretry = 9", "run a exit 0 n=1 t=x n=1",
		    "held failures 1 alarm held; output \"n\" is there twice" },
		{ "run = x\nretry = 9", "run a recon 1 n=1,5",
		    "held failures 1 alarm held; output \"n\": \"1,5\" is no "
		    "amount like -12.30" },
		/* where it failed they do not matter */
		{ "run = x\nretry = 9", "run a exit 1 n=1,5",
		    "ready failures 1; exit status 1" },
	};
	struct steps s;
	struct run_outcome o = { .kind = END_EXITED, .outs_bad = "line 3" };

	ROWS(rows);
	steps_open(&s, "[node a]\nrun = x\nout = n amount\n");
	steps_all(&s, "begin; try a");
	run_attempt_ended(&s.run, 0, &o, s.now);
	EXPECT(s.run.nodes[0].state == NODE_HELD);
	EXPECT_STR(s.run.nodes[0].why, "line 3");
	steps_all(&s, "go a; run a exit 0 x=1 n=2");
	EXPECT(s.run.nodes[0].n_outs == 1);
	EXPECT_STR(s.run.nodes[0].outs[0].value, "2");
	steps_all(&s, "redo a");
	EXPECT(s.run.nodes[0].n_outs == 0 && s.run.nodes[0].outs_changed);
	steps_close(&s);
}

int
main(void)
{
	test("exits and other ends, as a table", test_exits);
	test("programs of the toolkit are known by their names", test_recon);
	test("failures are tried again, later and later", test_retries);
	test("polls are asked again, up to a number or a time", test_polls);
	test("leave, then delay, then when-run, then the rest", test_order);
	test("nodes that only wait end by themselves", test_waits);
	test("runs of another flow end their node", test_runs);
	test("outputs are those declared, once and of their type", test_outs);
	return test_done();
}
