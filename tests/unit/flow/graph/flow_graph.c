#include "flow/graph/flow_graph.h"

#include "flow/file/flow_read.h"
#include "scratch.h"
#include "test.h"

static struct flow f;
static struct flow_graph g;
static struct told told;

static void
begin(const char *text)
{
	struct err e;

	scratch_write("f.flow", text, strlen(text));
	EXPECT(flow_read(&f, "f.flow", &told, &e) == 0);
	flow_graph_make(&g, &f, &told);
}

static void
end(void)
{
	flow_graph_free(&g);
	flow_free(&f);
	told_free(&told);
}

static size_t
at(const char *name)
{
	return flow_graph_find(&g, span_str(name));
}

static bool
sure(const char *node, const char *other)
{
	return flow_graph_sure(&g, at(node), at(other));
}

static void
test_order(void)
{
	size_t place[5] = { 0 };

	begin("[node c]\nafter = b\nafter = a\ndelay = 0\n[node b]\nafter = "
	      "a\ndelay = 0\n[node a]\ndelay = 0\n[node d]\nafter = "
	      "c\ndelay = 0\n");
	EXPECT(told.n == 0 && g.n_order == 4);
	for (size_t i = 0; i < g.n_order; i++)
		place[g.order[i]] = i;
	EXPECT(place[at("a")] < place[at("b")]);
	EXPECT(place[at("b")] < place[at("c")]);
	EXPECT(place[at("c")] < place[at("d")]);
	EXPECT(g.child[at("a") + 1] - g.child[at("a")] == 2);
	EXPECT(g.children[g.child[at("c")]] == at("d"));
	EXPECT(g.child[at("d") + 1] == g.child[at("d")]);
	EXPECT(at("e") == FLOW_NOWHERE && at("") == FLOW_NOWHERE);
	end();
}

/* a and b, x after any of both, y after x; z after all of x, b. */
static void
test_sure(void)
{
	begin("[node a]\ndelay = 0\n[node b]\nafter = a\ndelay = 0\n"
	      "[node c]\nafter = a\ndelay = 0\n"
	      "[node x]\nafter = b\nafter = c\njoin = any\ndelay = 0\n"
	      "[node y]\nafter = x\ndelay = 0\n"
	      "[node z]\nafter = x\nafter = b\njoin = some\ndelay = 0\n");
	EXPECT(told.n == 0);
	EXPECT(sure("x", "a") && !sure("x", "b") && !sure("x", "c"));
	EXPECT(sure("y", "a") && sure("y", "x") && !sure("y", "b"));
	EXPECT(sure("z", "b") && sure("z", "x") && !sure("z", "c"));
	EXPECT(!sure("a", "x") && !sure("x", "x") && !sure("b", "c"));
	end();
}

/* Against a walk over all ancestors, in flows by chance without join = any. */
static bool
is_ancestor(size_t node, size_t other)
{
	for (size_t e = g.first[node]; e < g.first[node + 1]; e++)
		if (g.parents[e] == other || is_ancestor(g.parents[e], other))
			return true;
	return false;
}

static void
test_chance(void)
{
	uint64_t seed = 11;

	for (int round = 0; round < 30; round++) {
		struct buf b = { 0 };
		size_t n = 1 + scratch_random(&seed) % 80;

		for (size_t i = 0; i < n; i++) {
			buf_printf(&b, "[node n%zu]\ndelay = 0\n", i);
			for (int k = 0; k < 2 && i; k++)
				buf_printf(&b,
				    "after = n%zu if n%zu.status = "
				    "done or x = %d\n",
				    i - 1 -
					scratch_random(&seed) % (i < 4 ? i : 4),
				    i, k);
		}
		buf_byte(&b, '\0');
		begin(b.p);
		EXPECT(g.n_order == n);
		for (size_t i = 0; i < n && i < 25; i++)
			for (size_t k = 0; k < n; k++)
				EXPECT(flow_graph_sure(&g, i, k) ==
				    is_ancestor(i, k));
		end();
		buf_free(&b);
	}
}

static void
test_reached(void)
{
	begin("[node a]\ndelay = 0\n[node b]\nafter = c\ndelay = 0\n[node "
	      "c]\nafter = b\nafter = gone\ndelay = 0\n");
	EXPECT(g.n_order == 1 && told.n == 1);
	EXPECT(flow_graph_reached(&g, at("a")));
	EXPECT(!flow_graph_reached(&g, at("b")));
	EXPECT(!flow_graph_reached(&g, at("c")));
	end();
}

int
main(void)
{
	scratch_begin();
	test("parents come first, children are known", test_order);
	test("what a join = any does not wait for has not surely ended",
	    test_sure);
	test("without it, all ancestors have", test_chance);
	test("what is in a circle is not reached", test_reached);
	scratch_end();
	return test_done();
}
