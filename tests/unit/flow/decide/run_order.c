#include "flow/decide/run_order.h"

#include "flow_steps.h"
#include "test.h"

/* a, then b, then c; and d beside. What the last step of each row says, if it is
 * refused; and the states then. */
static const char chain[] =
    "[node a]\nrun = x\n"
    "[node b]\nafter = a\nrun = x\nretry = 1\nbackoff = 1m\n"
    "[node c]\nafter = b\napprove = finance\nrun = x\n"
    "[node d]\nrun = x\ndelay = 1h\n";

struct row {
	const char *steps, *refused, *states;
};

static void
expect_rows(const char *flow, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf got = { 0 };
		struct steps s;

		steps_open(&s, flow);
		steps_all(&s, "begin");
		steps_all(&s, rows[i].steps);
		steps_show(&s, &got);
		buf_byte(&got, '\0');
		if (strcmp(got.p, rows[i].states) != 0)
			printf("# %s\n", rows[i].steps);
		EXPECT_STR(got.p, rows[i].states);
		EXPECT_STR(s.refused ? s.e.text : "",
		    rows[i].refused ? rows[i].refused : "");
		steps_close(&s);
		buf_free(&got);
	}
}

#define ROWS(flow, rows) expect_rows(flow, rows, sizeof rows / sizeof *rows)

#define START "b=waiting:parents c=waiting:parents d=waiting:delay"

static void
test_hold(void)
{
	static const struct row rows[] = {
		{ "hold -", NULL, "held a=ready " START },
		{ "hold -; hold -", "the run is held already",
		    "held a=ready " START },
		{ "hold -; go -", NULL, "going a=ready " START },
		{ "go -",
		    "the run is not held; a node of it that is held is named, "
		    "too",
		    "going a=ready " START },
		{ "hold a", NULL, "going a=held " START },
		{ "hold a; hold a", "node a: it is held already",
		    "going a=held " START },
		{ "hold a; go a", NULL, "going a=ready " START },
		{ "try a; hold a", NULL, "going a=running " START },
		{ "try a; hold a; end a exit 0", NULL,
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "try a; hold a; back a", NULL, "going a=held " START },
		{ "try a; hold a; go a; back a", NULL, "going a=ready " START },
		{ "try a; go a", "node a: it is running",
		    "going a=running " START },
		{ "go a", "node a: it is ready and waits for a place",
		    "going a=ready " START },
		{ "go b",
		    "node b: it waits for what it is after; pass or skip it, "
		    "or what it waits for",
		    "going a=ready " START },
		{ "hold b; run a exit 0", NULL,
		    "going a=done b=held c=waiting:parents d=waiting:delay" },
		{ "hold b; run a exit 0; go b", NULL,
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "hold b; go b; run a exit 0", NULL,
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "go d", NULL,
		    "going a=ready b=waiting:parents c=waiting:parents "
		    "d=ready" },
		{ "hold d", NULL,
		    "going a=ready b=waiting:parents c=waiting:parents "
		    "d=held" },
		{ "hold d; go d", NULL, "going a=ready " START },
		{ "run a exit 0; run b exit 1; go b", NULL,
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "run a exit 0; run b exit 0; go c",
		    "node c: it waits for leave: approve or refuse it",
		    "going a=done b=done c=waiting:person d=waiting:delay" },
		{ "run a exit 0; hold a", "node a: it has ended",
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "run a exit 0; go a",
		    "node a: it has ended; redo does it again",
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "cancel -; hold -", "the run has ended",
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "cancel -; go -",
		    "the run has ended; redo does one of its nodes again",
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
	};

	ROWS(chain, rows);
}

static void
test_cancel(void)
{
	static const struct row rows[] = {
		{ "try a; cancel -", NULL,
		    "going a=running b=cancelled c=cancelled d=cancelled" },
		{ "try a; cancel -; end a cancelled", NULL,
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "try a; cancel -; end a exit 0", NULL,
		    "cancelled a=done b=cancelled c=cancelled d=cancelled" },
		{ "try a; cancel -; end a exit 1", NULL,
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "try a; cancel -; end a lost", NULL,
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "try a; cancel -; end a alive", NULL,
		    "going a=held b=cancelled c=cancelled d=cancelled" },
		{ "try a; cancel -; end a alive; cancel -", NULL,
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "try a; cancel -; back a", NULL,
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "try a; cancel -; redo b",
		    "the run was cancelled and what runs is being ended; wait "
		    "until it has ended",
		    "going a=running b=cancelled c=cancelled d=cancelled" },
		{ "cancel -; cancel -", "the run has ended",
		    "cancelled a=cancelled b=cancelled c=cancelled "
		    "d=cancelled" },
		{ "cancel a", NULL,
		    "going a=cancelled b=skipped c=skipped d=waiting:delay" },
		{ "try a; cancel a; end a signal 15; cancel d", NULL,
		    "done a=cancelled b=skipped c=skipped d=cancelled" },
		{ "cancel a; cancel a", "node a: it has ended",
		    "going a=cancelled b=skipped c=skipped d=waiting:delay" },
		{ "cancel -; redo a", NULL,
		    "going a=ready b=cancelled c=cancelled d=cancelled" },
		{ "cancel -; redo-after a", NULL,
		    "going a=ready b=waiting:parents c=waiting:parents "
		    "d=cancelled" },
	};
	struct steps s;

	ROWS(chain, rows);
	steps_open(&s, chain);
	steps_all(&s, "begin; try a; cancel -");
	EXPECT(s.run.n_news == 2 && s.run.news[0].kind == NEWS_STOP &&
	    s.run.news[0].node == 0);
	EXPECT(s.run.nodes[0].stopping && s.run.stopping);
	EXPECT_STR(s.run.nodes[1].why, "cancelled by 0: because");
	steps_close(&s);
}

static void
test_decide(void)
{
#define LEAVE "run a exit 0; run b exit 0; "
	static const char leave[] =
	    "going a=done b=done c=waiting:person d=waiting:delay";
	const struct row rows[] = {
		{ LEAVE "approve c 7 finance", NULL,
		    "going a=done b=done c=ready d=waiting:delay" },
		{ LEAVE "approve c 1000 finance",
		    "node c: who started the run may not say yes or no to it",
		    leave },
		{ LEAVE "approve c 7 finances",
		    "node c: only members of the group finance may say yes or "
		    "no",
		    leave },
		{ LEAVE "approve c 7",
		    "node c: only members of the group finance may say yes or "
		    "no",
		    leave },
		{ LEAVE "refuse c 1000 finance",
		    "node c: who started the run may not say yes or no to it",
		    leave },
		{ LEAVE "refuse c 7 finance", NULL,
		    "going a=done b=done c=failed d=waiting:delay" },
		{ LEAVE "refuse c 7 finance; skip d", NULL,
		    "failed a=done b=done c=failed d=skipped" },
		{ LEAVE "approve d 7 finance",
		    "node d: it needs nobody's leave", leave },
		{ "approve c 7 finance",
		    "node c: it does not wait for leave now",
		    "going a=ready " START },
		{ LEAVE "hold c; approve c 7 finance",
		    "node c: it is held: go, and then it waits for leave",
		    "going a=done b=done c=held d=waiting:delay" },
		{ LEAVE "hold c; go c", NULL, leave },
		/* nobody passes what they may not give leave to */
		{ LEAVE "pass c 7",
		    "node c: only members of the group finance may say yes or "
		    "no",
		    leave },
		{ LEAVE "pass c 1000 finance",
		    "node c: who started the run may not say yes or no to it",
		    leave },
		{ LEAVE "pass c 7 finance", NULL,
		    "going a=done b=done c=done d=waiting:delay" },
		{ LEAVE "approve c 7 finance; run c exit 1; pass c 1000", NULL,
		    "going a=done b=done c=done d=waiting:delay" },
		/* leave is given once, and asked for again */
		{ LEAVE "approve c 7 finance; run c exit 1; go c", NULL,
		    "going a=done b=done c=ready d=waiting:delay" },
		{ LEAVE "approve c 7 finance; run c exit 1; redo c", NULL,
		    leave },
		/* pass and skip */
		{ "pass a", NULL,
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "skip a", NULL,
		    "going a=skipped b=skipped c=skipped d=waiting:delay" },
		{ "try a; pass a",
		    "node a: it is running: wait until it has ended, or cancel "
		    "it",
		    "going a=running " START },
		{ "run a exit 0; skip a",
		    "node a: it is done; redo --and-after does it and what "
		    "follows again",
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "skip a; skip a", "node a: it is skipped already",
		    "going a=skipped b=skipped c=skipped d=waiting:delay" },
		{ "skip a; pass a", NULL,
		    "going a=done b=ready c=waiting:parents d=waiting:delay" },
		{ "cancel -; pass a", NULL,
		    "going a=done b=ready c=waiting:parents d=cancelled" },
		{ "pass b; run a exit 0", NULL,
		    "going a=done b=done c=waiting:person d=waiting:delay" },
		{ "pass -", "pass: which node? It has to be named",
		    "going a=ready " START },
	};

	ROWS(chain, rows);
}

static void
test_redo(void)
{
	static const char flow[] =
	    "[node a]\nrun = x\nout = n amount\n"
	    "[node l]\nafter = a if a.out.n > 5\nrun = x\n"
	    "[node r]\nafter = a if not a.out.n > 5\nrun = x\n"
	    "[node m]\nafter = l\nafter = r\njoin = some\nrun = x\n"
	    "[node e]\nafter = a\nafter = m\njoin = any\nrun = x\n";
	static const struct row rows[] = {
		{ "run a exit 0 n=9; run l exit 0; redo a", NULL,
		    "going a=ready l=done r=skipped m=ready "
		    "e=waiting:parents" },
		{ "run a exit 0 n=9; run l exit 0; redo-after a", NULL,
		    "going a=ready l=waiting:parents r=waiting:parents "
		    "m=waiting:parents e=waiting:parents" },
		{ "run a exit 0 n=9; run l exit 0; run m exit 0; run e exit 0; "
		  "redo-after a; run a exit 0 n=1",
		    NULL,
		    "going a=done l=skipped r=ready m=waiting:parents "
		    "e=ready" },
		{ "run a exit 0 n=9; try l; redo a",
		    "l is after a and is running: wait until it has ended, or "
		    "cancel it",
		    "going a=done l=running r=skipped m=waiting:parents "
		    "e=ready" },
		/* what has not begun waits again */
		{ "run a exit 0 n=9; redo a", NULL,
		    "going a=ready l=waiting:parents r=skipped "
		    "m=waiting:parents e=waiting:parents" },
		{ "run a exit 0 n=9; redo a; run a exit 0 n=1", NULL,
		    "going a=done l=skipped r=skipped m=skipped e=ready" },
		/* its own edges are judged, too */
		{ "run a exit 0 n=9; redo r", NULL,
		    "going a=done l=ready r=skipped m=waiting:parents "
		    "e=waiting:parents" },
		{ "run a exit 0 n=9; run l exit 0; redo a; run a exit 0 n=1; "
		  "redo l",
		    NULL,
		    "going a=done l=skipped r=skipped m=skipped e=ready" },
		{ "redo a", "node a: it is ready and waits for a place",
		    "going a=ready l=waiting:parents r=waiting:parents "
		    "m=waiting:parents e=waiting:parents" },
		{ "try a; redo a",
		    "node a: it is running: wait until it has ended, or cancel "
		    "it",
		    "going a=running l=waiting:parents r=waiting:parents "
		    "m=waiting:parents e=waiting:parents" },
		{ "redo l",
		    "node l: it has not ended; go lets it begin at once where "
		    "it waits for a time",
		    "going a=ready l=waiting:parents r=waiting:parents "
		    "m=waiting:parents e=waiting:parents" },
		/* join = any: the first that holds from then on */
		{ "run a exit 0 n=9; run l exit 0; run m exit 0; run e exit 0; "
		  "redo-after l",
		    NULL,
		    "going a=done l=ready r=skipped m=waiting:parents "
		    "e=waiting:parents" },
		{ "run a exit 0 n=9; run l exit 0; run m exit 0; run e exit 0; "
		  "redo-after l; run l exit 0; run m exit 1; cancel m",
		    NULL, "going a=done l=done r=skipped m=cancelled e=ready" },
		/* a held node keeps its trouble from others, and is redone */
		{ "run a exit 1; redo a; run a exit 0 n=9", NULL,
		    "going a=done l=ready r=skipped m=waiting:parents "
		    "e=ready" },
		{ "hold l; redo l", NULL,
		    "going a=ready l=waiting:parents r=waiting:parents "
		    "m=waiting:parents e=waiting:parents" },
		{ "run a exit 0 n=9; hold l; redo a; run a exit 0 n=9", NULL,
		    "going a=done l=held r=skipped m=waiting:parents "
		    "e=ready" },
	};
	struct steps s;

	ROWS(flow, rows);
	steps_open(&s, flow);
	steps_all(&s,
	    "begin; run a exit 0 n=9; run l exit 0; run m exit 0; "
	    "run e exit 0");
	EXPECT(s.run.state == RUN_DONE);
	steps_all(&s, "redo a");
	EXPECT(s.run.state == RUN_GOING && s.run.ended == 0);
	EXPECT(!s.run.nodes[0].older && s.run.nodes[0].generation == 2);
	for (size_t i = 1; i < 5; i++)
		EXPECT(s.run.nodes[i].older && s.run.nodes[i].generation == 1);
	steps_all(&s, "run a exit 0 n=9");
	EXPECT(s.run.state == RUN_DONE && s.run.nodes[0].attempts == 2);
	steps_all(&s, "redo-after a");
	for (size_t i = 1; i < 5; i++)
		EXPECT(!s.run.nodes[i].older && s.run.nodes[i].generation == 2);
	steps_close(&s);
}

/* What needs leave is not reached without, whatever who started it says. */
static void
test_leave(void)
{
	static const char flow[] = "[node look]\napprove = finance\n"
				   "[node pay]\nafter = look\nrun = x\n";
	static const struct row rows[] = {
		{ "skip look 1000; redo pay 1000", NULL,
		    "done look=skipped pay=skipped" },
		{ "cancel look 1000; redo pay 1000", NULL,
		    "done look=cancelled pay=skipped" },
		{ "skip look 1000; pass look 1000",
		    "node look: who started the run may not say yes or no to "
		    "it",
		    "done look=skipped pay=skipped" },
		{ "hold look 1000; go look 1000", NULL,
		    "going look=waiting:person pay=waiting:parents" },
		{ "go pay 1000",
		    "node pay: it waits for what it is after; pass or skip it, "
		    "or what it waits for",
		    "going look=waiting:person pay=waiting:parents" },
		{ "hold pay 1000; redo pay 1000", NULL,
		    "going look=waiting:person pay=waiting:parents" },
		{ "hold pay 1000; go pay 1000", NULL,
		    "going look=waiting:person pay=waiting:parents" },
		{ "refuse look 7 finance; redo pay 1000", NULL,
		    "failed look=failed pay=skipped" },
		{ "refuse look 7 finance; redo-after look 1000", NULL,
		    "going look=waiting:person pay=waiting:parents" },
		{ "approve look 7 finance; run pay exit 1; redo pay 1000", NULL,
		    "going look=done pay=ready" },
	};

	ROWS(flow, rows);
}

static void
test_reasons(void)
{
	static const enum order_kind kinds[] = { ORDER_PASS, ORDER_SKIP,
		ORDER_REFUSE };
	static const char *const texts[] = { "pass needs a reason, --why TEXT",
		"skip needs a reason, --why TEXT",
		"refuse needs a reason, --why TEXT" };
	struct steps s;

	steps_open(&s, chain);
	steps_all(&s, "begin");
	for (size_t i = 0; i < 3; i++) {
		struct run_order o = { .kind = kinds[i], .who = "7 lena" };

		EXPECT(
		    run_order_do(&s.run, &o, 5, &s.e) && s.e.status == ST_FAIL);
		EXPECT_STR(s.e.text, texts[i]);
		o.why = "";
		EXPECT(run_order_do(&s.run, &o, 5, &s.e));
	}
	EXPECT(s.run.n_news == 0 && s.run.nodes[0].state == NODE_READY);
	steps_all(&s, "pass a 7");
	EXPECT(s.run.n_news == 1 && s.run.news[0].kind == NEWS_LOG);
	EXPECT_STR(s.run.news[0].reason, "pass");
	EXPECT_STR(s.run.news[0].text, "because");
	EXPECT_STR(s.run.nodes[0].why, "passed by 7: because");
	EXPECT(s.run.nodes[0].passed);
	steps_close(&s);
}

static void
test_not_begun(void)
{
	struct steps s;
	struct run_order o = {
		.kind = ORDER_HOLD, .node = FLOW_NOWHERE, .who = "7"
	};

	steps_open(&s, chain);
	EXPECT(run_make(&s.run, &s.plan, NULL, 0, &s.e) == 0);
	EXPECT(s.run.state == RUN_WAITING);
	EXPECT(run_order_do(&s.run, &o, 5, &s.e) == 0);
	EXPECT(s.run.state == RUN_HELD);
	o.kind = ORDER_GO;
	EXPECT(run_order_do(&s.run, &o, 5, &s.e) == 0);
	EXPECT(s.run.state == RUN_WAITING);
	o.node = 0;
	EXPECT(run_order_do(&s.run, &o, 5, &s.e));
	EXPECT_STR(s.e.text, "node a: its run has not begun");
	o.kind = ORDER_HOLD;
	EXPECT(run_order_do(&s.run, &o, 5, &s.e) == 0);
	run_begin(&s.run, 6);
	EXPECT(s.run.state == RUN_GOING && s.run.nodes[0].state == NODE_HELD);
	steps_all(&s, "go a");
	EXPECT(s.run.nodes[0].state == NODE_READY);
	steps_close(&s);
}

int
main(void)
{
	test("hold and go, as a table", test_hold);
	test("cancel ends what runs and cancels the rest", test_cancel);
	test("approve, refuse, pass and skip, and who may", test_decide);
	test("what needs leave is not reached without", test_leave);
	test("redo does a node again, and what follows if asked", test_redo);
	test(
	    "pass, skip and refuse need a reason, which is kept", test_reasons);
	test("a run that has not begun can be held", test_not_begun);
	return test_done();
}
