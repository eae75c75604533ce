#include "flow/run/run_edges.h"

#include "flow_steps.h"
#include "test.h"

/* Nodes and their keys; the states of all behind the steps. */
struct row {
	const char *flow, *steps, *states;
};

/* "a | b: after = a, give-up = fail" */
static void
write_flow(struct buf *b, const char *text)
{
	buf_str(b,
	    "[param p]\ntype = text\ndefault = x\n"
	    "[param q]\ntype = text\ndefault = a  b\n");
	while (*text) {
		size_t n = strcspn(text, "|"), name = 0;
		struct span node = span_trim((struct span){ text, n });

		while (name < node.len && node.p[name] != ':')
			name++;
		buf_printf(b, "[node %.*s]\n", (int)name, node.p);
		buf_str(b, "run = x\ngive-up = fail\nout = n amount, t text\n");
		for (size_t i = name + 1; i < node.len; i++)
			buf_byte(b, node.p[i] == ',' ? '\n' : node.p[i]);
		buf_str(b, "\n");
		text += n + (text[n] != '\0');
	}
	buf_byte(b, '\0');
}

static void
expect_row(const struct row *row)
{
	struct buf flow = { 0 }, got = { 0 };
	struct steps s;

	write_flow(&flow, row->flow);
	steps_open(&s, flow.p);
	steps_all(&s, "begin");
	steps_all(&s, row->steps);
	steps_show(&s, &got);
	buf_byte(&got, '\0');
	if (strcmp(got.p, row->states) != 0)
		printf("# %s: %s\n", row->flow, row->steps);
	EXPECT_STR(got.p, row->states);
	steps_close(&s);
	buf_free(&flow);
	buf_free(&got);
}

/* a, then a choice of l and r, and m where they meet. */
#define DIAMOND(join) \
	"a | l: after = a if a.status = done | " \
	"r: after = a if a.status = differs | " \
	"m: after = l, after = r, join = " join

static const struct row rows[] = {
	/* a diamond behind a choice, under each join */
	{ DIAMOND("all"), "run a exit 0; run l exit 0",
	    "done a=done l=done r=skipped m=skipped" },
	{ DIAMOND("all"), "run a recon 1; run r exit 0",
	    "done a=differs l=skipped r=done m=skipped" },
	{ DIAMOND("some"), "run a exit 0",
	    "going a=done l=ready r=skipped m=waiting:parents" },
	{ DIAMOND("some"), "run a exit 0; run l exit 0; run m exit 0",
	    "done a=done l=done r=skipped m=done" },
	{ DIAMOND("some"), "run a recon 1; run r exit 0",
	    "going a=differs l=skipped r=done m=ready" },
	{ DIAMOND("some"), "run a exit 0; run l exit 1",
	    "failed a=done l=failed r=skipped m=skipped" },
	{ DIAMOND("some"), "run a exit 1",
	    "failed a=failed l=skipped r=skipped m=skipped" },
	{ DIAMOND("any"), "run a exit 0; run l exit 0",
	    "going a=done l=done r=skipped m=ready" },
	{ DIAMOND("any"), "run a exit 0; run l exit 1",
	    "failed a=done l=failed r=skipped m=skipped" },
	{ DIAMOND("ended"), "run a exit 0; run l exit 0",
	    "going a=done l=done r=skipped m=ready" },
	{ DIAMOND("ended"), "run a exit 1",
	    "going a=failed l=skipped r=skipped m=ready" },
	{ DIAMOND("ended"), "run a exit 0; run l exit 1; run m exit 0",
	    "done a=done l=failed r=skipped m=done" },
	/* both ways at once */
	{ "a | b | m: after = a, after = b", "run a exit 0",
	    "going a=done b=ready m=waiting:parents" },
	{ "a | b | m: after = a, after = b", "run a exit 0; run b recon 1",
	    "going a=done b=differs m=ready" },
	{ "a | b | m: after = a, after = b", "run a exit 1",
	    "going a=failed b=ready m=waiting:parents" },
	{ "a | b | m: after = a, after = b", "run a exit 1; run b exit 0",
	    "failed a=failed b=done m=skipped" },
	{ "a | b | m: after = a, after = b, join = any", "run b exit 0",
	    "going a=ready b=done m=ready" },
	{ "a | b | m: after = a, after = b, join = any",
	    "run b exit 0; run m exit 0; run a exit 1",
	    "failed a=failed b=done m=done" },
	{ "a | b | m: after = a, after = b, join = any",
	    "run b exit 1; run a exit 0", "going a=done b=failed m=ready" },
	{ "a | b | m: after = a if a.out.n > 5, after = b, join = any",
	    "run a exit 0 n=4", "going a=done b=ready m=waiting:parents" },
	{ "a | b | m: after = a if a.out.n > 5, after = b if b.out.n > 5, "
	  "join = any",
	    "run a exit 0 n=4; run b exit 0 n=4",
	    "done a=done b=done m=skipped" },
	/* two edges from one node */
	{ "a | m: after = a if a.out.n == 1, after = a if a.out.t = x, join = "
	  "some",
	    "run a exit 0 n=2 t=x", "going a=done m=ready" },
	{ "a | m: after = a if a.out.n == 1, after = a if a.out.t = x",
	    "run a exit 0 n=2 t=x", "done a=done m=skipped" },
	/* a skipped parent under != and not */
	{ "a | b: after = a if a.status = differs | c: after = b if b.status "
	  "!= "
	  "done",
	    "run a exit 0", "going a=done b=skipped c=ready" },
	{ "a | b: after = a if a.status = differs | c: after = b if not "
	  "b.status = done",
	    "run a exit 0", "going a=done b=skipped c=ready" },
	{ "a | b: after = a if a.status = differs | c: after = b if b.out.t != "
	  "x",
	    "run a exit 0", "done a=done b=skipped c=skipped" },
	{ "a | b: after = a if a.status = differs | c: after = b if not "
	  "b.out.t = x",
	    "run a exit 0", "done a=done b=skipped c=skipped" },
	{ "a | b: after = a if a.status = differs | c: after = b if b.status = "
	  "skipped and not b.out.t = x",
	    "run a exit 0", "done a=done b=skipped c=skipped" },
	{ "a | b: after = a | c: after = b | d: after = c", "run a exit 1",
	    "failed a=failed b=skipped c=skipped d=skipped" },
	/* a name without a value */
	{ "a | b: after = a if a.out.t != y", "run a exit 0",
	    "done a=done b=skipped" },
	{ "a | b: after = a if a.out.t = y or a.status = done", "run a exit 0",
	    "done a=done b=skipped" },
	{ "a | b: after = a if a.out.t != y",
	    "run a exit 0 t=", "going a=done b=ready" },
	/* a value that is a name, in braces or in quotes */
	{ "a | b: after = a if a.out.t = {p}", "run a exit 0 t=x",
	    "going a=done b=ready" },
	{ "a | b: after = a if a.out.t = {p}", "run a exit 0 t=p",
	    "done a=done b=skipped" },
	{ "a | b: after = a if a.out.t = \"p\"", "run a exit 0 t=p",
	    "going a=done b=ready" },
	{ "a | b: after = a if a.out.t = {a.status}", "run a exit 0 t=done",
	    "going a=done b=ready" },
	/* outputs with blanks, dashes first, braces */
	{ "a | b: after = a if a.out.t = {q}", "run a exit 0 \"t=a  b\"",
	    "going a=done b=ready" },
	{ "a | b: after = a if a.out.t = \"a  b\"", "run a exit 0 \"t=a b\"",
	    "done a=done b=skipped" },
	{ "a | b: after = a if a.out.t = --force", "run a exit 0 t=--force",
	    "going a=done b=ready" },
	{ "a | b: after = a if a.out.t = {p}", "run a exit 0 t={p}",
	    "done a=done b=skipped" },
	{ "a | b: after = a if a.out.t = \"{p}\"", "run a exit 0 t={p}",
	    "going a=done b=ready" },
	{ "a | b: after = a if a.out.t ~ ^-", "run a exit 0 t=-1",
	    "going a=done b=ready" },
	/* exits 1 of a recon program and of python */
	{ "a | b: after = a", "run a recon 1", "going a=differs b=ready" },
	{ "a | b: after = a", "run a exit 1", "failed a=failed b=skipped" },
	{ "a: differs = 1 | b: after = a if a.status = differs", "run a exit 1",
	    "going a=differs b=ready" },
	{ "a | b: after = a if a.status = failed", "run a exit 1; run b exit 0",
	    "done a=failed b=done" },
	{ "a | b: after = a if a.status = failed", "run a recon 1",
	    "done a=differs b=skipped" },
	/* amounts are compared exactly, and what cannot be compared holds */
	{ "a | b: after = a if a.out.n > 100.00", "run a exit 0 n=100.000001",
	    "going a=done b=ready" },
	{ "a | b: after = a if a.out.n > 100.00", "run a exit 0 n=100",
	    "done a=done b=skipped" },
	{ "a | b: after = a if a.out.n == 1.5", "run a exit 0 n=1.50",
	    "going a=done b=ready" },
	/* a failure and who takes it up */
	{ "a | b: after = a, join = ended", "run a exit 1; run b exit 0",
	    "done a=failed b=done" },
	{ "a | b: after = a, join = ended", "run a exit 1; run b exit 1",
	    "failed a=failed b=failed" },
	{ "a | b: after = a if a.status = failed | c",
	    "run a exit 1; run b "
	    "exit 0; run c exit 1",
	    "failed a=failed b=done c=failed" },
	{ "a | b | m: after = a if a.status = failed, after = b",
	    "run a exit 1; run b exit 1",
	    "failed a=failed b=failed m=skipped" },
	{ "a | b | m: after = a, after = b, join = some",
	    "run a exit 1; run b exit 0; run m exit 0",
	    "failed a=failed b=done m=done" },
	{ "a | b: after = a, join = ended | c: after = b if a.status = failed",
	    "run a exit 1; run b exit 0; run c exit 0",
	    "done a=failed b=done c=done" },
	/* Chinese */
	{ "下载 | 对账: after = 下载 if 下载.out.t = 微信 and 下载.out.n > 0",
	    "run 下载 exit 0 t=微信 n=0.01", "going 下载=done 对账=ready" },
};

/* A pattern that is given up for such a value. */
#define GIVES_UP "a.out.t ~ ^(x+x+)+[yz]$"
#define LONG "run a exit 0 t=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct row troubles[] = {
	{ "a | b: after = a if " GIVES_UP, LONG, "going a=done b=held" },
	{ "a | b: after = a if " GIVES_UP, LONG "; go b",
	    "going a=done b=held" },
	{ "a | b: after = a if " GIVES_UP, LONG "; redo b",
	    "going a=done b=held" },
	{ "a | b: after = a if " GIVES_UP, LONG "; skip b",
	    "done a=done b=skipped" },
	{ "a | b: after = a if " GIVES_UP,
	    LONG "; redo-after a; run a exit 0 t=z", "done a=done b=skipped" },
	/* whatever the other edges say, */
	{ "a | c | b: after = a if " GIVES_UP ", after = c, join = some",
	    LONG "; run c exit 0", "going a=done c=done b=held" },
	{ "a | c | b: after = a if " GIVES_UP ", after = c",
	    "run c exit 1; " LONG, "going a=done c=failed b=held" },
	/* but for what has begun, or a person's word */
	{ "a | c | b: after = a if " GIVES_UP ", after = c, join = any",
	    "run c exit 0; " LONG, "going a=done c=done b=ready" },
	{ "a | c | b: after = a if " GIVES_UP ", after = c, join = any",
	    LONG "; run c exit 0", "going a=done c=done b=held" },
	{ "a | c | b: after = a if " GIVES_UP ", after = c, join = any",
	    LONG "; run c exit 0; go b", "going a=done c=done b=ready" },
	{ "a | c | b: after = a if " GIVES_UP ", after = c, join = any",
	    LONG "; go b; run c exit 1", "going a=done c=failed b=held" },
};

static void
test_troubles(void)
{
	struct buf flow = { 0 };
	struct steps s;

	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		expect_row(&troubles[i]);
	write_flow(&flow, troubles[0].flow);
	steps_open(&s, flow.p);
	steps_all(&s, "begin; " LONG);
	EXPECT_STR(s.run.nodes[1].why,
	    "after a: pattern \"^(x+x+)+[yz]$\": gave up: match limit "
	    "exceeded");
	EXPECT(s.run.n_news == 1 && s.run.news[0].kind == NEWS_ALARM);
	EXPECT(s.run.news[0].node == 1);
	EXPECT_STR(s.run.news[0].reason, "held");
	steps_close(&s);
	buf_free(&flow);
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_row(&rows[i]);
}

int
main(void)
{
	test("what becomes of nodes after others, as a table", test_rows);
	test("a condition in trouble holds the node", test_troubles);
	return test_done();
}
