#include "store_flow.h"

static const char three[] =
    "[flow]\ntitle = Three\n[param date]\ntype = date\n"
    "[node a]\nrun = true\nclass = c\nout = total amount\n"
    "[node b]\nafter = a\nrun = true\nretry = 2\nbackoff = 10s\n"
    "[node c]\nafter = b\nrun = true\n";

static void
saved_and_loaded(void)
{
	struct flow_store s;
	struct plan p = { 0 };
	struct run r, back = { 0 };
	char digest[PLAN_DIGEST_CAP];

	plan_of(&p, "/f/three.flow", three);
	OK(flow_store_open_memory(&s, &e));
	run_of(&r, &p, "date", "2026-11-30", 1000);
	OK(flow_store_begin(&s, &e));
	OK(flow_store_run_add(&s, &r, &e));
	EXPECT(r.id == 1);
	try_node(&r, 0, 0, 2000);
	OK(flow_store_run_save(&s, &r, 2000, &e));
	try_node(&r, 1, 1, 3000);
	OK(flow_store_run_save(&s, &r, 3000, &e));
	OK(flow_store_commit(&s, &e));
	EXPECT(flow_store_run_digest(&s, 1, digest, &e) == 1);
	EXPECT_STR(digest, p.digest);
	EXPECT(flow_store_run_load(&s, &back, 1, &p, &e) == 1);
	EXPECT(back.nodes[0].state == NODE_DONE);
	EXPECT(back.nodes[1].state == NODE_WAITING);
	EXPECT(back.nodes[1].waits == WAITS_RETRY);
	EXPECT(back.nodes[1].wake == 13000);
	EXPECT(back.nodes[2].waits == WAITS_PARENTS);
	EXPECT_STR(back.params[0], "2026-11-30");
	EXPECT(back.open == r.open);
	run_free(&r);
	run_free(&back);
	flow_store_close(&s);
	plan_free(&p);
}

int
main(void)
{
	test("a run that was saved is loaded as it was", saved_and_loaded);
	return test_done();
}
