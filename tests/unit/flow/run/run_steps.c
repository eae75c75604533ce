/*
 * Without operand: runs of flows made by chance, and what never may happen. With
 * one: cases from that file, each a flow, a line "%", steps, and a line "%%";
 * for each step a line with all that is known of the run then. A model in
 * Python, flow_reference.py, says what that should be.
 */
#include "base/mem.h"
#include "chance.h"
#include "flow_steps.h"
#include "scratch.h"
#include "test.h"

static void
print_state(const struct steps *s)
{
	printf("%s%s%s%s", run_state_name(s->run.state),
	    s->run.differs ? " differs" : "", s->run.passed ? " passed" : "",
	    s->refused ? " refused" : "");
	for (size_t i = 0; i < s->plan.flow.n_nodes; i++) {
		const struct run_node *n = &s->run.nodes[i];

		printf(" | %s %s", s->plan.flow.nodes[i].name,
		    node_state_name(n->state));
		if (n->waits)
			printf(":%s", node_waits_name(n->waits));
		printf(" g%u t%u f%u p%u", n->generation, n->attempts,
		    n->failures, n->polls);
		if (n->wake)
			printf(" w%lld", (long long)(n->wake - s->now) / 1000);
		printf("%s%s%s%s", n->older ? " older" : "",
		    n->passed ? " passed" : "", n->lost ? " lost" : "",
		    n->stopping ? " stopping" : "");
	}
	printf("\n");
}

/* Takes what stands before a line off *text. */
static struct span
part(struct span *text, const char *line)
{
	struct span all = { text->p, 0 };
	size_t n = strlen(line);

	while (all.len < text->len) {
		size_t len = span_line(
		    (struct span){ text->p + all.len, text->len - all.len });

		if (len == n && !memcmp(text->p + all.len, line, n)) {
			text->p += all.len + n + 1;
			text->len -= all.len + n + 1;
			return all;
		}
		all.len += len + 1;
	}
	scratch_die("cases are not whole");
}

static void
do_case(struct span *text)
{
	struct span flow = part(text, "%"), steps = part(text, "%%");
	char *copy = mem_dup(flow);
	struct steps s;

	steps_open(&s, copy);
	free(copy);
	while (steps.len) {
		size_t n = span_line(steps);

		steps_do(&s, (struct span){ steps.p, n });
		print_state(&s);
		run_news_clear(&s.run);
		steps.p += n + 1;
		steps.len -= n + 1;
	}
	steps_close(&s);
}

static int
do_cases(const char *path)
{
	char *all = scratch_read(path);
	struct span text;

	if (!all)
		scratch_die(path);
	text = span_str(all);
	while (text.len)
		do_case(&text);
	free(all);
	return 0;
}

/* -- runs by chance -------------------------------------------------------- */

static const char *const joins[] = { "all", "some", "any", "ended" };

/* A flow of so many nodes; each is after some of the few before it. */
static void
write_flow(struct buf *b, unsigned n)
{
	static const char *const keys[] = { "run = x\nout = n amount\n",
		"sh = x\nretry = 2\nbackoff = 5s\nout = n amount\n",
		"run = x\nevery = 1m\ntimes = 3\nout = n amount\n",
		"run = x\nidempotent = yes\nout = n amount\n",
		"send = x\nout = n amount\n", "delay = 0\n", "delay = 1m\n",
		"approve = g\n" };
	static const char *const ifs[] = { "", "", "", " if p%u.status = done",
		" if p%u.status != done", " if p%u.status = failed" };

	for (unsigned i = 0; i < n; i++) {
		unsigned parents = i ? chance(4) : 0, join = chance(4);
		bool joined = parents > 0;

		buf_printf(b, "[node p%u]\n%s", i,
		    keys[chance(sizeof keys / sizeof *keys)]);
		if (chance(8) == 0)
			buf_str(b, "when-run = y\n");
		for (unsigned at = i; parents && at; parents--) {
			at -= 1 + chance(at < 4 ? at : 4);
			buf_printf(b, "after = p%u", at);
			if (join != 3)
				buf_printf(b, ifs[chance(6)], at);
			buf_byte(b, '\n');
		}
		if (joined)
			buf_printf(b, "join = %s\n", joins[join]);
	}
	buf_byte(b, '\0');
}

/* What never may be, whatever was done. */
static void
check(const struct run *r)
{
	struct run counted = *r;
	size_t n = r->plan->flow.n_nodes;

	counted.nodes = malloc(n * sizeof *r->nodes);
	memcpy(counted.nodes, r->nodes, n * sizeof *r->nodes);
	run_count(&counted);
	EXPECT(counted.open == r->open);
	EXPECT(run_has_ended(r->state) == (r->open == 0));
	EXPECT(!run_has_ended(r->state) == !r->ended);
	for (size_t i = 0; i < n; i++) {
		const struct run_node *node = &r->nodes[i];
		bool waits = node->state == NODE_WAITING;

		EXPECT(counted.nodes[i].open == node->open);
		EXPECT(waits == (node->waits != WAITS_NOT));
		EXPECT(waits || node->wake == 0);
		EXPECT(!node->stopping || node->state == NODE_RUNNING);
		EXPECT(!node->hold || node->state == NODE_HELD ||
		    node->state == NODE_RUNNING);
		EXPECT(node->waits != WAITS_PARENTS || node->open > 0);
		EXPECT(!node->n_outs || node_has_ended(node->state));
	}
	free(counted.nodes);
}

static void
end_by_chance(struct run *r, size_t at, int64_t now)
{
	static const struct run_outcome how[] = {
		{ .kind = END_EXITED },
		{ .kind = END_EXITED },
		{ .kind = END_EXITED },
		{ .kind = END_EXITED, .status = 1 },
		{ .kind = END_EXITED, .status = 1, .recon = true },
		{ .kind = END_EXITED, .status = 75 },
		{ .kind = END_TIMEOUT },
		{ .kind = END_LOST },
		{ .kind = END_OK },
		{ .kind = END_RETRY, .seconds = 9 },
		{ .kind = END_FAIL, .why = "no" },
	};
	static char name[] = "n", value[] = "1.50";
	struct run_out out = { name, value };
	struct run_outcome o = how[chance(sizeof how / sizeof *how)];

	o.outs = &out;
	o.n_outs = chance(2);
	run_attempt_ended(r, at, &o, now);
}

/* One thing happens to a node, if anything can. */
static bool
happens(struct run *r, size_t at, int64_t *now)
{
	struct run_node *n = &r->nodes[at];

	if (n->state == NODE_READY) {
		uint32_t before = n->attempts;

		run_attempt(r, at, *now);
		EXPECT(n->state == NODE_RUNNING && n->attempts == before + 1);
	} else if (n->state == NODE_RUNNING) {
		end_by_chance(r, at, *now);
		EXPECT(n->state != NODE_RUNNING);
	} else if (n->wake) {
		*now = n->wake > *now ? n->wake : *now;
		run_woken(r, at, *now);
	} else {
		return false;
	}
	return true;
}

static void
order_by_chance(struct run *r, int64_t now)
{
	static const char *const groups[] = { "g", NULL };
	struct run_order o = { .kind = (enum order_kind)chance(8),
		.node = chance((unsigned)r->plan->flow.n_nodes),
		.after = chance(2),
		.who = "7 lena",
		.uid = 7,
		.groups = groups,
		.why = "why" };
	struct err e;

	if (o.kind <= ORDER_CANCEL && chance(20) == 0)
		o.node = FLOW_NOWHERE;
	if (run_order_do(r, &o, now, &e))
		EXPECT(e.status == ST_FAIL && *e.text);
}

/* Nothing but people can move it. */
static bool
is_stuck(const struct run *r)
{
	for (size_t i = 0; i < r->plan->flow.n_nodes; i++)
		if (r->nodes[i].state == NODE_HELD ||
		    r->nodes[i].waits == WAITS_PERSON)
			return true;
	return false;
}

static void
run_by_chance(unsigned orders)
{
	struct buf flow = { 0 };
	struct steps s;
	unsigned n = 1 + chance(40);

	write_flow(&flow, n);
	steps_open(&s, flow.p);
	steps_begin(&s, NULL, 0);
	check(&s.run);
	for (int i = 0; i < 200; i++) {
		if (chance(100) < orders)
			order_by_chance(&s.run, s.now);
		else
			happens(&s.run, chance(n), &s.now);
		check(&s.run);
		run_news_clear(&s.run);
	}
	/* let alone, it ends, or a person has to do something */
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < n; i++)
			more |= happens(&s.run, i, &s.now);
	}
	check(&s.run);
	EXPECT(run_has_ended(s.run.state) || is_stuck(&s.run));
	steps_close(&s);
	buf_free(&flow);
}

static void
test_alone(void)
{
	chance_seed = 1;
	for (int i = 0; i < 200 && !test_broken; i++)
		run_by_chance(0);
}

static void
test_people(void)
{
	chance_seed = 2;
	for (int i = 0; i < 200 && !test_broken; i++)
		run_by_chance(i % 2 ? 10 : 60);
}

/* -- large ones -------------------------------------------------------------- */

enum { MANY = FLOW_NODES_MAX };

/* Does all that can be done until the run ends. */
static void
do_all(struct steps *s)
{
	struct run_outcome done = { .kind = END_EXITED };
	const struct flow_graph *g = &s->plan.graph;

	for (size_t i = 0; i < g->n_order; i++) {
		run_attempt(&s->run, g->order[i], s->now);
		run_attempt_ended(&s->run, g->order[i], &done, s->now);
	}
}

static void
expect_done(struct buf *flow)
{
	struct steps s;

	buf_byte(flow, '\0');
	steps_open(&s, flow->p);
	EXPECT(s.plan.flow.n_nodes == MANY);
	steps_begin(&s, NULL, 0);
	do_all(&s);
	EXPECT(s.run.state == RUN_DONE);
	steps_do(&s, SPAN("redo-after 节点0"));
	EXPECT(!s.refused && s.run.open > 1);
	do_all(&s);
	EXPECT(s.run.state == RUN_DONE);
	check(&s.run);
	steps_close(&s);
	buf_free(flow);
}

static void
test_many(void)
{
	struct buf chain = { 0 }, star = { 0 }, waits = { 0 };

	for (int i = 0; i < MANY; i++) {
		buf_printf(&chain, "[node 节点%d]\nrun = x\n", i);
		buf_printf(&waits, "[node 节点%d]\n%s", i,
		    i ? "delay = 0\n" : "run = x\n");
		if (i)
			buf_printf(&chain, "after = 节点%d\n", i - 1);
		if (i)
			buf_printf(&waits, "after = 节点%d\n", i - 1);
		if (i < MANY - 1)
			buf_printf(&star, "[node 节点%d]\nrun = x\n%s", i,
			    i ? "after = 节点0\n" : "");
	}
	buf_str(&star, "[node last]\nrun = x\n");
	for (int i = 0; i < MANY - 1; i++)
		buf_printf(
		    &star, "after = 节点%d if 节点%d.status = done\n", i, i);
	expect_done(&chain);
	expect_done(&waits);
	expect_done(&star);
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return do_cases(argv[1]);
	test("a run that is let alone ends, or a person is asked", test_alone);
	test("whatever people say, what is counted stays right", test_people);
	test("ten thousand nodes in a chain, and around two", test_many);
	return test_done();
}
