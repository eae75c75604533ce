#include "flow/run/run_edges.h"

#include "flow_steps.h"
#include "test.h"

/* Nodes a, b... that do nothing, the keys of each behind its name; the states of
 * all behind the steps. */
struct row {
	const char *flow, *steps, *states;
};

/* "a | b: after = a" */
static void
write_flow(struct buf *b, const char *text)
{
	buf_str(b, "[param p]\ntype = text\ndefault = x\n"
		   "[param q]\ntype = text\ndefault = \"a b\"\n");
	while (*text) {
		size_t n = strcspn(text, "|");
		struct span node = span_trim((struct span){ text, n });
		size_t name = 0;

		while (name < node.len && node.p[name] != ':')
			name++;
		buf_printf(b, "[node %.*s]\n", (int)name, node.p);
		buf_str(b, "run = x\nout = n amount, t text\n");
		for (size_t i = name + 1; i < node.len; i++)
			buf_byte(b, node.p[i] == ',' ? '\n' : node.p[i]);
		buf_str(b, "\n");
		text += n + (text[n] != '\0');
	}
	buf_byte(b, '\0');
}

static void
expect_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf flow = { 0 }, got = { 0 };
		struct steps s;

		write_flow(&flow, rows[i].flow);
		steps_open(&s, flow.p);
		steps_all(&s, "begin");
		steps_all(&s, rows[i].steps);
		steps_show(&s, &got);
		buf_byte(&got, '\0');
		if (strcmp(got.p, rows[i].states) != 0)
			printf("# row %zu: %s: %s\n", i, rows[i].flow,
			    rows[i].steps);
		EXPECT_STR(got.p, rows[i].states);
		steps_close(&s);
		buf_free(&flow);
		buf_free(&got);
	}
}

static void
test_smoke(void)
{
	static const struct row rows[] = {
		{ "a | b: after = a", "run a exit 0; run b exit 0",
		    "done a=done b=done" },
	};

	expect_rows(rows, sizeof rows / sizeof *rows);
}

int
main(void)
{
	test("smoke", test_smoke);
	return test_done();
}
