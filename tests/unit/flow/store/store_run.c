#include "chance.h"
#include "store_flow.h"

static const char three[] =
    "[flow]\ntitle = Three\n[param date]\ntype = date\n"
    "[node a]\nrun = true\nclass = c\nout = total amount\n"
    "[node b]\nafter = a\nrun = true\nretry = 2\nbackoff = 10s\n"
    "[node c]\nafter = b\nrun = true\n";

static void
saved_and_loaded(void)
{
	static char name[] = "total", value[] = "12.50";
	static const struct run_out total = { name, value };
	const struct run_outcome done = {
		.kind = END_EXITED, .outs = &total, .n_outs = 1
	};
	struct flow_store s;
	struct plan p = { 0 };
	struct run r;
	char digest[PLAN_DIGEST_CAP];

	plan_of(&p, "/f/three.flow", three);
	OK(test_store_open(&s, &e));
	run_of(&r, &p, "date", "2026-11-30", 1000);
	OK(flow_store_run_add(&s, &r, &e));
	EXPECT(r.id == 1 && !r.changed && !r.nodes[0].changed);
	expect_stored(&s, &r);
	run_attempt(&r, 0, 2000);
	run_attempt_ended(&r, 0, &done, 2000);
	OK(flow_store_run_save(&s, &r, 2000, &e));
	expect_stored(&s, &r);
	try_node(&r, 1, 1, 3000);
	OK(flow_store_run_save(&s, &r, 3000, &e));
	EXPECT(r.nodes[1].waits == WAITS_RETRY && r.nodes[1].wake == 13000);
	EXPECT(r.nodes[0].n_outs == 1);
	expect_stored(&s, &r);
	EXPECT(flow_store_run_digest(&s, 1, digest, &e) == 1);
	EXPECT_STR(digest, p.digest);
	EXPECT(flow_store_run_digest(&s, 2, digest, &e) == 0);
	run_free(&r);
	EXPECT(flow_store_run_load(&s, &r, 2, &p, &e) == 0);
	flow_store_close(&s);
	plan_free(&p);
}

/* Whatever may stand in a value. */
static void
any_text(void)
{
	static const char flow[] = "[param t]\ntype = text\n[node 对账]\n"
				   "run = true\nout = x text\n";
	static const char value[] = "a\tb\nc\\d=e 对账 \x7f'\"%s";
	static char name[] = "x", odd[] = "1\t2\n\\=";
	static const struct run_out out = { name, odd };
	const struct run_outcome done = {
		.kind = END_EXITED, .outs = &out, .n_outs = 1
	};
	struct flow_store s;
	struct plan p = { 0 };
	struct run r;

	plan_of(&p, "/f/对账.flow", flow);
	OK(test_store_open(&s, &e));
	run_of(&r, &p, "t", value, 1000);
	r.origin.parent = 9;
	r.origin.parent_node = 0;
	r.origin.generation = 3;
	r.origin.item = mem_dup(SPAN("it'em\\"));
	r.origin.line = mem_dup(SPAN("it'em\\\tb\t\tc"));
	r.origin.class = mem_dup(SPAN("sftp"));
	OK(flow_store_keep_list(&s, "abc", SPAN("two digests"), &e));
	OK(flow_store_keep_list(&s, "abc", SPAN("two digests"), &e));
	r.origin.texts = mem_dup(SPAN("abc"));
	OK(flow_store_run_add(&s, &r, &e));
	run_attempt(&r, 0, 2000);
	run_attempt_ended(&r, 0, &done, 2000);
	OK(flow_store_run_save(&s, &r, 2000, &e));
	expect_stored(&s, &r);
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

static void
texts(void)
{
	struct flow_store s;
	struct plan p = { 0 };
	struct buf path = { 0 }, text = { 0 };

	plan_of(&p, "/f/three.flow", three);
	OK(test_store_open(&s, &e));
	OK(flow_store_keep_text(&s, &p, &e));
	OK(flow_store_keep_text(&s, &p, &e));
	EXPECT(flow_store_text(&s, p.digest, &path, &text, &e) == 1);
	EXPECT(span_eq(buf_span(&path), SPAN("/f/three.flow")));
	EXPECT(span_eq(buf_span(&text), span_str(three)));
	EXPECT(flow_store_text(&s, "none", &path, &text, &e) == 0);
	buf_clear(&path);
	buf_clear(&text);
	OK(flow_store_keep_list(&s, "list", (struct span){ 0 }, &e));
	EXPECT(flow_store_text(&s, "list", &path, &text, &e) == 1);
	EXPECT(path.len == 0 && text.len == 0);
	buf_free(&path);
	buf_free(&text);
	flow_store_close(&s);
	plan_free(&p);
}

/* A due start begins once; so does each line of for-each. */
static void
twice(void)
{
	struct flow_store s;
	struct plan p = { 0 };
	struct run r, again;

	plan_of(&p, "/f/three.flow", three);
	OK(test_store_open(&s, &e));
	run_of(&r, &p, "date", "2026-11-30", 1000);
	r.origin.schedule = mem_dup(SPAN("main"));
	r.origin.due = mem_dup(SPAN("2026-11-30 08:30"));
	OK(flow_store_run_add(&s, &r, &e));
	run_of(&again, &p, "date", "2026-11-30", 1000);
	again.origin.schedule = mem_dup(SPAN("main"));
	again.origin.due = mem_dup(SPAN("2026-11-30 08:30"));
	EXPECT(flow_store_run_add(&s, &again, &e) < 0);
	EXPECT(e.status == ST_DATA && again.id == 0);
	EXPECT(!strncmp(e.text, s.db.name, strlen(s.db.name)));
	EXPECT_STR(e.text + strlen(s.db.name), ": run 1 is the same already");
	free(again.origin.due);
	again.origin.due = mem_dup(SPAN("2026-12-01 08:30"));
	OK(flow_store_run_add(&s, &again, &e));
	run_free(&r);
	run_free(&again);
	run_of(&r, &p, "date", "2026-11-30", 1000);
	r.origin.parent = 1;
	r.origin.parent_node = 2;
	r.origin.generation = 1;
	OK(flow_store_run_add(&s, &r, &e));
	r.id = 0;
	EXPECT(flow_store_run_add(&s, &r, &e) < 0 && e.status == ST_DATA);
	r.origin.generation = 2;
	OK(flow_store_run_add(&s, &r, &e));
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

/* What changes a node alone counts where several share the store, what changes
 * the row of the run always. */
static void
versions(void)
{
	struct flow_store s;
	struct plan p = { 0 };
	struct run r, other = { 0 };
	int64_t was;

	plan_of(&p, "/f/three.flow", three);
	OK(test_store_open(&s, &e));
	run_of(&r, &p, "date", "2026-11-30", 1000);
	EXPECT(r.version == 0);
	OK(flow_store_run_add(&s, &r, &e));
	EXPECT(r.version == 1);
	OK(flow_store_run_save(&s, &r, 1500, &e)); /* nothing has changed */
	EXPECT(r.version == 1);
	was = r.version;
	r.changed = false;
	r.nodes[0].changed = true;
	r.nodes[0].why = mem_dup(SPAN("of the node alone"));
	OK(flow_store_run_save(&s, &r, 2000, &e));
	EXPECT(r.version == was + s.shared);
	expect_stored(&s, &r);
	was = r.version;
	try_node(&r, 0, 1, 3000); /* held: lists show the run so */
	OK(flow_store_run_save(&s, &r, 3000, &e));
	EXPECT(r.version == was + 1);
	expect_stored(&s, &r);
	EXPECT(flow_store_run_load(&s, &other, r.id, &p, &e) == 1);
	EXPECT(other.version == r.version);
	EXPECT(other.row.state == RUN_GOING && other.row.shown == RUN_HELD);
	run_free(&other);
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

static void
tickets(void)
{
	struct flow_store s;
	struct plan p = { 0 };
	struct run r;

	plan_of(&p, "/f/three.flow", three);
	OK(test_store_open(&s, &e));
	run_of(&r, &p, "date", "2026-11-30", 1000);
	OK(flow_store_run_add(&s, &r, &e));
	EXPECT(r.nodes[0].state == NODE_READY);
	r.nodes[0].ticket = 1500;
	r.nodes[0].changed = true;
	OK(flow_store_run_save(&s, &r, 1500, &e));
	EXPECT(r.nodes[0].ticket == 1500);
	expect_stored(&s, &r);
	run_attempt(&r, 0, 2000);
	OK(flow_store_run_save(&s, &r, 2000, &e));
	EXPECT(r.nodes[0].ticket == 0);
	expect_stored(&s, &r);
	run_free(&r);
	flow_store_close(&s);
	plan_free(&p);
}

/* -- any steps
 * ------------------------------------------------------------------- */

static const char many[] =
    "[param date]\ntype = date\n"
    "[node a]\nrun = true\nclass = c\nretry = 1\nbackoff = 10s\n"
    "[node b]\nrun = true\nevery = 1m\ntimes = 3\nout = n int\n"
    "[node c]\nafter = a\nafter = b\njoin = some\nwhen-run = test -e x\n"
    "run = true\n"
    "[node d]\nafter = c\napprove = finance\n"
    "[node e]\nafter = c if c.status = failed\nrun = true\ngive-up = fail\n"
    "[node f]\nafter = a\ndelay = 1h\nclass = d\nsend = x\n"
    "[node g]\nafter = d\nafter = f\njoin = ended\nflow = other.flow\n";

enum { RUNS = 6, NODES = 7, STEPS = 4000 };

struct chances {
	struct flow_store s;
	struct plan p;
	struct run runs[RUNS];
	int64_t now;
};

static void
any_end(struct chances *c, struct run *r, size_t node)
{
	static const enum end_kind kinds[] = { END_EXITED, END_EXITED,
		END_EXITED, END_SIGNAL, END_TIMEOUT, END_NOT_BEGUN, END_BAD,
		END_LOST, END_TROUBLE, END_RETRY, END_OK, END_RUNS };
	static char name[] = "n", value[][3] = { "17", "4" };
	struct run_out out = { name, value[chance(2)] };
	struct run_outcome end = { .kind = kinds[chance(12)],
		.status = chance(3) ? 0
		    : chance(2)     ? 75
				    : 1,
		.seconds = chance(100),
		.alive = chance(2),
		.why = "whatever it said",
		.failed = chance(2),
		.runs = 2 };

	if (end.kind == END_NOT_BEGUN)
		end.status = 127;
	if (node == 1 && chance(2)) {
		end.outs = &out;
		end.n_outs = 1;
	}
	run_attempt_ended(r, node, &end, c->now);
}

static void
any_order(struct chances *c, struct run *r, size_t node)
{
	static const char *const groups[] = { "finance", NULL };
	const struct run_order order = { .kind = (enum order_kind)chance(
					     ORDER_REFUSE + 1),
		.node = chance(4) ? node : FLOW_NOWHERE,
		.after = chance(2),
		.who = "7 paul",
		.uid = 7,
		.groups = groups,
		.why = "because" };

	if (order.kind != ORDER_CANCEL || chance(8) == 0)
		run_order_do(r, &order, c->now, &e);
}

static void
any_step(struct chances *c)
{
	static const char *const lanes[] = { "fast", "retry", NULL };
	struct run *r = &c->runs[chance(RUNS)];
	size_t node = chance(NODES);
	struct run_node *n = &r->nodes[node];

	c->now += chance(20000);
	if (chance(10) == 0)
		any_order(c, r, node);
	else if (n->state == NODE_READY && r->state == RUN_GOING)
		run_attempt(r, node, c->now);
	else if (n->state == NODE_RUNNING)
		any_end(c, r, node);
	else if (n->state == NODE_WAITING && n->wake)
		run_woken(
		    r, node, n->wake > c->now ? c->now = n->wake : c->now);
	for (size_t i = 0; i < NODES; i++)
		if (r->nodes[i].state == NODE_READY && !r->nodes[i].lane) {
			r->nodes[i].class = i == 5 ? "d" : "c";
			r->nodes[i].lane = lanes[chance(3)];
			r->nodes[i].changed = true;
		} else if (r->nodes[i].state != NODE_READY) {
			r->nodes[i].lane = NULL;
		}
	OK(flow_store_run_save(&c->s, r, c->now, &e));
}

/* How many nodes of going runs are ready in a class, and wait for a wake. */
static void
count_memory(
    const struct chances *c, const char *class, size_t *ready, size_t *woken)
{
	*ready = *woken = 0;
	for (size_t i = 0; i < RUNS; i++)
		for (size_t k = 0; k < NODES; k++) {
			const struct run_node *n = &c->runs[i].nodes[k];

			if (c->runs[i].state != RUN_GOING)
				continue;
			*ready +=
			    n->state == NODE_READY && !strcmp(n->class, class);
			*woken += n->wake != 0;
		}
}

struct lane_count {
	const char *class;
	size_t n;
};

static int
count_lane(
    void *arg, const char *class, const char *lane, size_t n, struct err *err)
{
	struct lane_count *c = arg;

	(void)lane, (void)err;
	if (!strcmp(class, c->class))
		c->n += n;
	return 0;
}

static int
count_held(void *arg, const struct flow_list_row *row, struct err *err)
{
	(void)row, (void)err;
	++*(size_t *)arg;
	return 0;
}

static void
expect_queues(struct chances *c)
{
	static const char *const classes[] = { "c", "d" };
	struct flow_list_wish held = { .state = "held", .max = 100 };
	struct flow_store_places woken = { 0 };
	size_t ready, wakes, n_held = 0, want_held = 0;

	for (size_t i = 0; i < 2; i++) {
		struct lane_count count = { classes[i], 0 };

		count_memory(c, classes[i], &ready, &wakes);
		OK(flow_store_lanes(&c->s, count_lane, &count, &e));
		EXPECT(count.n == ready);
	}
	OK(flow_store_woken(&c->s, INT64_MAX, 1000, &woken, &e));
	EXPECT(woken.n == wakes);
	free(woken.list);
	OK(flow_list_runs(&c->s, &held, count_held, &n_held, &e));
	for (size_t i = 0; i < RUNS; i++) {
		bool is = c->runs[i].state == RUN_HELD;

		for (size_t k = 0; k < NODES; k++)
			is |= c->runs[i].state == RUN_GOING &&
			    c->runs[i].nodes[k].state == NODE_HELD;
		want_held += is;
	}
	EXPECT(n_held == want_held);
}

/* What was not committed is forgotten by both. */
static void
load_again(struct chances *c, struct buf *was)
{
	struct buf now = { 0 };

	for (size_t i = 0; i < RUNS; i++) {
		int64_t id = c->runs[i].id;

		run_free(&c->runs[i]);
		c->runs[i] = (struct run){ 0 };
		EXPECT(flow_store_run_load(&c->s, &c->runs[i], id, &c->p, &e) ==
		    1);
		describe(&now, &c->runs[i]);
		EXPECT_STR(now.p, was[i].p);
		for (size_t k = 0; k < NODES; k++)
			c->runs[i].nodes[k].class = k == 5 ? "d" : "c";
	}
	buf_free(&now);
}

static void
any_steps(void)
{
	struct chances c = { .now = 1000000 };
	struct buf was[RUNS] = { 0 };

	plan_of(&c.p, "/f/many.flow", many);
	OK(test_store_open(&c.s, &e));
	for (size_t i = 0; i < RUNS; i++) {
		run_of(&c.runs[i], &c.p, "date", "2026-11-30", c.now);
		for (size_t k = 0; k < NODES; k++)
			c.runs[i].nodes[k].class = k == 5 ? "d" : "c";
		OK(flow_store_run_add(&c.s, &c.runs[i], &e));
		describe(&was[i], &c.runs[i]);
	}
	for (int i = 0; i < STEPS / 10 && !test_broken; i++) {
		OK(flow_store_begin(&c.s, &e));
		for (int k = 0; k < 10; k++)
			any_step(&c);
		if (chance(5)) {
			OK(flow_store_commit(&c.s, &e));
			for (size_t k = 0; k < RUNS; k++) {
				expect_stored(&c.s, &c.runs[k]);
				describe(&was[k], &c.runs[k]);
			}
		} else {
			OK(flow_store_rollback(&c.s, &e));
			load_again(&c, was);
		}
		expect_queues(&c);
	}
	for (size_t i = 0; i < RUNS; i++) {
		run_free(&c.runs[i]);
		buf_free(&was[i]);
	}
	flow_store_close(&c.s);
	plan_free(&c.p);
}

int
main(void)
{
	test("a run that was saved is loaded as it was", saved_and_loaded);
	test("whatever stands in values and names is kept", any_text);
	test("texts of flows are kept once, lists of them too", texts);
	test("a due start, and an item of a node, is one run", twice);
	test("what is saved of a run counts its version", versions);
	test("a ticket is that of a node that is ready", tickets);
	test("after any steps, saved or taken back, the store has what memory "
	     "has",
	    any_steps);
	return test_done();
}
