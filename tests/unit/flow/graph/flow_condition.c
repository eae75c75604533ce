#include "flow/graph/flow_condition.h"

#include <stdlib.h>

#include "flow/graph/flow_join.h"
#include "scratch.h"
#include "test.h"

static struct err e;

/* Names and values, "NAME=VALUE"; the last is NULL. */
static bool
look(void *arg, struct span name, struct span *v)
{
	for (const char **list = arg; *list; list++) {
		const char *eq = strchr(*list, '=');

		if (span_eq(
			name, (struct span){ *list, (size_t)(eq - *list) })) {
			*v = span_str(eq + 1);
			return true;
		}
	}
	return false;
}

static const char *usual[] = { "a=1", "b=2.50", "same=2.5", "day=2022-11-01",
	"later=2022-11-02", "word=wechat", "other=wechat",
	"empty=", "join.status=differs", "join.out.total=100.01", "dash=-x",
	"text=a b {a}", "日期=2022-11-01", NULL };

/* 1 or 0; -1 what is not known, -2 no condition. */
static int
holds(const char *text)
{
	struct flow_condition c;
	int r;

	if (flow_condition_parse(&c, span_str(text), &e))
		return -2;
	r = flow_condition_test(&c, look, usual, &e);
	flow_condition_free(&c);
	return r;
}

static void
test_table(void)
{
	static const struct {
		const char *text;
		int holds;
	} rows[] = {
		{ "join.status = differs and join.out.total > 100.00", 1 },
		{ "join.status = differs and join.out.total > 100.01", 0 },
		{ "join.status = done or join.out.total >= 100.010", 1 },
		{ "not join.status = done", 1 },
		{ "b == {same}", 1 },
		{ "b = {same}", 0 },
		{ "b > {a} and a < {b}", 1 },
		{ "b <= {a}", 0 },
		{ "day < {later}", 1 },
		{ "later == {day}", 0 },
		{ "日期 == {day}", 1 },
		{ "word = {other}", 1 },
		{ "word != {other}", 0 },
		{ "word = { other }", 1 },
		{ "word = \"{other}\"", 0 },
		{ "word = other", 0 },
		{ "word ~ ^we", 1 },
		{ "word = a or word = wechat", 1 },
		{ "dash = -x", 1 },
		{ "text = a b \\{a}", 0 },
		{ "text = \"a b {a}\"", 1 },
		{ "empty = \"\"", 1 },
		{ "empty ~ \"\"", 1 },
		{ "empty > 1", 0 },
		{ "b > {empty}", 0 },
		/* what cannot be compared is not known */
		{ "word > 1", -1 },
		{ "b > {word}", -1 },
		{ "day > {b}", -1 },
		{ "b > {day}", -1 },
		/* a name without a value */
		{ "gone = x", 0 },
		{ "gone != x", 0 },
		{ "not gone = x", 0 },
		{ "not not gone = x", 0 },
		{ "gone !~ x", 0 },
		{ "a = 1 or gone = x", 0 },
		{ "gone = x or a = 1", 0 },
		{ "not (gone = x and a = 2)", 0 },
		{ "a = {gone}", 0 },
		{ "a != {gone}", 0 },
		{ "join.out.gone ~ \"\"", 0 },
		/* no conditions */
		{ "", -2 },
		{ "a", -2 },
		{ "a = ", -2 },
		{ "a = 1 and", -2 },
		{ "a = 1)", -2 },
		{ "a ~ {b}", -2 },
		{ "a = {b", -2 },
		{ "a = {}", -2 },
		{ "a = {b}x", -2 },
		{ "a > x", -2 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int r = holds(rows[i].text);

		if (r != rows[i].holds)
			printf("# %s: %d\n", rows[i].text, r);
		EXPECT(r == rows[i].holds);
	}
}

/* A long one is refused before it is looked at; as long as may be is read. */
static void
test_long(void)
{
	size_t n = 1 << 20;
	char *text = malloc(n + 1);

	memset(text, 'x', n);
	text[n] = '\0';
	memcpy(text, "a = ", 4);
	EXPECT(holds(text) == -2);
	EXPECT_STR(
	    e.text, "a condition of 1048576 bytes; it has at most 65536");
	text[FLOW_CONDITION_MAX] = '\0';
	EXPECT(holds(text) == 0);
	memset(text, '(', n);
	text[FLOW_CONDITION_MAX] = '\0';
	EXPECT(holds(text) == -2);
	free(text);
}

static void
test_sees(void)
{
	struct flow_condition c;

	EXPECT(
	    flow_condition_parse(&c,
		SPAN("a.out.status = 1 or b.status = done and c = {d.status}"),
		&e) == 0);
	EXPECT(!flow_condition_sees(&c, SPAN("a")));
	EXPECT(flow_condition_sees(&c, SPAN("b")));
	EXPECT(flow_condition_sees(&c, SPAN("d")));
	EXPECT(!flow_condition_sees(&c, SPAN("c")));
	EXPECT(!flow_condition_sees(&c, SPAN("b.status")));
	flow_condition_free(&c);
}

/* 1 or 0 for an edge from p, in that state, with p.out.n if it is not NULL. */
static int
edge(const char *state, const char *n, const char *condition)
{
	char status[40], out[40];
	const char *values[] = { status, n ? out : NULL, NULL };
	struct flow_condition c;
	enum flow_edge_now now = FLOW_EDGE_OPEN;
	int r;

	snprintf(status, sizeof status, "p.status=%s", state);
	snprintf(out, sizeof out, "p.out.n=%s", n ? n : "");
	if (condition && flow_condition_parse(&c, span_str(condition), &e))
		return -2;
	r = flow_edge_ended(
	    &now, state, SPAN("p"), condition ? &c : NULL, look, values, &e);
	if (condition)
		flow_condition_free(&c);
	return r ? -1 : now == FLOW_EDGE_HOLDS;
}

static void
test_edges(void)
{
	static const struct {
		const char *state, *n, *condition;
		int holds;
	} rows[] = {
		{ "done", NULL, NULL, 1 },
		{ "differs", NULL, NULL, 1 },
		{ "failed", NULL, NULL, 0 },
		{ "skipped", NULL, NULL, 0 },
		{ "cancelled", NULL, NULL, 0 },
		{ "done", "5", "p.out.n > 4", 1 },
		{ "done", "4", "p.out.n > 4", 0 },
		{ "done", "x", "p.out.n > 4", -1 },
		{ "done", NULL, "p.out.n > 4", 0 },
		{ "done", NULL, "not p.out.n > 4", 0 },
		/* a parent that did not end well is not asked, */
		{ "failed", "5", "p.out.n > 4", 0 },
		{ "skipped", NULL, "p.out.n != 4", 0 },
		{ "skipped", NULL, "not p.out.n = 4", 0 },
		/* but for its status */
		{ "failed", NULL, "p.status = failed", 1 },
		{ "failed", NULL, "p.status != done", 1 },
		{ "skipped", NULL, "not p.status = failed", 1 },
		{ "skipped", NULL, "p.status = skipped and p.out.n = 1", 0 },
		{ "skipped", NULL, "p.status = skipped or p.out.n != 1", 0 },
		{ "done", NULL, "p.status = failed", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int r = edge(rows[i].state, rows[i].n, rows[i].condition);

		if (r != rows[i].holds)
			printf("# row %zu: %d\n", i, r);
		EXPECT(r == rows[i].holds);
	}
}

/* A diamond: top, a choice of left and right, and where they meet. */
static void
test_diamond(void)
{
	static const struct {
		enum flow_join join;
		const char *left, *right; /* states; NULL: not ended */
		enum flow_join_now now;
	} rows[] = {
		{ FLOW_ALL, "done", NULL, FLOW_JOIN_WAITS },
		{ FLOW_ALL, "done", "skipped", FLOW_JOIN_SKIPPED },
		{ FLOW_ALL, "done", "differs", FLOW_JOIN_BEGINS },
		{ FLOW_SOME, "done", NULL, FLOW_JOIN_WAITS },
		{ FLOW_SOME, "done", "skipped", FLOW_JOIN_BEGINS },
		{ FLOW_SOME, "skipped", "done", FLOW_JOIN_BEGINS },
		{ FLOW_SOME, "skipped", "failed", FLOW_JOIN_SKIPPED },
		{ FLOW_ANY, "done", NULL, FLOW_JOIN_BEGINS },
		{ FLOW_ANY, "skipped", NULL, FLOW_JOIN_WAITS },
		{ FLOW_ANY, "skipped", "done", FLOW_JOIN_BEGINS },
		{ FLOW_ANY, "failed", "skipped", FLOW_JOIN_SKIPPED },
		{ FLOW_ENDED, "done", NULL, FLOW_JOIN_WAITS },
		{ FLOW_ENDED, "failed", "skipped", FLOW_JOIN_BEGINS },
		{ FLOW_ENDED, "cancelled", "done", FLOW_JOIN_BEGINS },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *states[] = { rows[i].left, rows[i].right };
		enum flow_edge_now edges[2] = { FLOW_EDGE_OPEN,
			FLOW_EDGE_OPEN };
		enum flow_join_now now;

		for (size_t k = 0; k < 2; k++)
			if (states[k])
				flow_edge_ended(&edges[k], states[k], SPAN("p"),
				    NULL, look, usual, &e);
		now = flow_join_now(rows[i].join, edges, 2);
		if (now != rows[i].now)
			printf("# row %zu: %d\n", i, now);
		EXPECT(now == rows[i].now);
	}
	EXPECT(flow_join_now(FLOW_ALL, NULL, 0) == FLOW_JOIN_BEGINS);
	EXPECT(flow_join_now(FLOW_SOME, NULL, 0) == FLOW_JOIN_BEGINS);
}

int
main(void)
{
	test("a condition over names, as a table", test_table);
	test("a condition of a megabyte is refused at once", test_long);
	test("which status it looks at is known", test_sees);
	test("an edge holds as its parent ended", test_edges);
	test("a diamond behind a choice, under each join", test_diamond);
	return test_done();
}
