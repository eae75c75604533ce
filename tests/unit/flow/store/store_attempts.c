#include "store_flow.h"

static struct flow_store s;

static struct flow_store_attempt
add(int64_t run, size_t node, uint32_t number, const char *class)
{
	struct flow_store_attempt a = { .run = run,
		.node = node,
		.generation = 2,
		.number = number,
		.part = PART_WHEN,
		.is_event = number == 2,
		.class = class,
		.lane = "fast",
		.began = 1000 };

	OK(flow_store_attempt_add(&s, &a, &e));
	return a;
}

static void
end(struct flow_store_attempt a, const char *how, int64_t at)
{
	a.ended = at;
	a.end = how;
	a.status = 256 + 9;
	a.why = "because";
	OK(flow_store_attempt_end(&s, &a, &e));
}

static int
put(void *arg, const struct flow_store_attempt *a, struct err *err)
{
	size_t n;

	/* who is called may ask */
	if (flow_store_class_failures(&s, "c", 0, &n, err))
		return -1;
	buf_printf(arg,
	    "%lld: %lld/%zu/%u g%u p%d e%d %s/%s %lld-%lld %s %d %s w%lld;",
	    (long long)a->id, (long long)a->run, a->node, a->number,
	    a->generation, a->part, a->is_event, a->class, a->lane,
	    (long long)a->began, (long long)a->ended, a->end ? a->end : "-",
	    a->status, a->why ? a->why : "-", (long long)a->worker);
	return 0;
}

static void
open_ones(void)
{
	struct flow_store_attempt a, b;
	struct buf got = { 0 };

	OK(test_store_open(&s, &e));
	a = add(8, 1, 1, "c");
	s.worker = 5;
	b = add(7, 0, 2, "");
	EXPECT(a.id == 1 && b.id == 2);
	OK(flow_store_attempts_open(&s, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p,
	    "1: 8/1/1 g2 p1 e0 c/fast 1000-0 - 0 - w0;"
	    "2: 7/0/2 g2 p1 e1 /fast 1000-0 - 0 - w5;");
	buf_clear(&got);
	end(a, "failed", 2000);
	OK(flow_store_attempts_open(&s, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "2: 7/0/2 g2 p1 e1 /fast 1000-0 - 0 - w5;");
	buf_free(&got);
	flow_store_close(&s);
}

static void
of_a_run(void)
{
	struct buf got = { 0 };

	OK(test_store_open(&s, &e));
	add(7, 1, 1, "c");
	add(7, 0, 1, "c");
	add(8, 0, 1, "c");
	end(add(7, 0, 2, "c"), "done", 3000);
	OK(flow_store_attempts(&s, 7, 0, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p,
	    "2: 7/0/1 g2 p1 e0 c/fast 1000-0 - 0 - w0;"
	    "4: 7/0/2 g2 p1 e1 c/fast 1000-3000 done 265 because w0;");
	buf_clear(&got);
	OK(flow_store_attempts(&s, 7, FLOW_NOWHERE, put, &got, &e));
	buf_byte(&got, '\0');
	EXPECT(strstr(got.p, "3: 8/") == NULL);
	EXPECT(strncmp(got.p, "2: 7/0/1", 8) == 0);
	EXPECT(strstr(got.p, ";1: 7/1/1") != NULL);
	buf_free(&got);
	flow_store_close(&s);
}

static void
failures(void)
{
	size_t n;

	OK(test_store_open(&s, &e));
	end(add(1, 0, 1, "c"), "failed", 1000);
	end(add(1, 0, 2, "c"), "timeout", 2000);
	end(add(1, 0, 3, "c"), "bad", 3000);
	end(add(1, 0, 4, "c"), "again", 3000);
	end(add(1, 0, 5, "d"), "failed", 3000);
	OK(flow_store_class_failures(&s, "c", 1000, &n, &e));
	EXPECT(n == 2);
	OK(flow_store_class_failures(&s, "c", 1001, &n, &e));
	EXPECT(n == 1);
	OK(flow_store_class_failures(&s, "nothing", 0, &n, &e));
	EXPECT(n == 0);
	flow_store_close(&s);
}

/* Also not in a file that is opened again, nor behind what was taken back. */
static void
ids(void)
{
	struct flow_store_attempt a;

	OK(flow_store_open(&s, ".", FLOW_STORE_RUN, &e));
	OK(flow_store_begin(&s, &e));
	EXPECT(add(1, 0, 1, "").id == 1);
	OK(flow_store_commit(&s, &e));
	OK(flow_store_begin(&s, &e));
	EXPECT(add(1, 0, 2, "").id == 2);
	OK(flow_store_rollback(&s, &e));
	OK(flow_store_begin(&s, &e));
	EXPECT(add(1, 0, 2, "").id == 3);
	OK(flow_store_commit(&s, &e));
	flow_store_close(&s);
	OK(flow_store_open(&s, ".", FLOW_STORE_RUN, &e));
	OK(flow_store_begin(&s, &e));
	EXPECT(add(1, 0, 3, "").id == 4);
	a = (struct flow_store_attempt){
		.run = 1, .number = 3, .class = "", .lane = ""
	};
	EXPECT(flow_store_attempt_add(&s, &a, &e) < 0);
	EXPECT(e.status == ST_BROKEN);
	OK(flow_store_rollback(&s, &e));
	flow_store_close(&s);
}

static int
put_class(void *arg, const struct flow_store_class *c, struct err *err)
{
	(void)err;
	buf_printf(arg, "%s %lld %s %s %lld %lld;", c->name,
	    (long long)c->limit, c->who ? c->who : "-", c->why ? c->why : "-",
	    (long long)c->at, (long long)c->open_until);
	return 0;
}

static void
classes(void)
{
	struct flow_store_class c = { .name = "b", .limit = -1 };
	struct buf got = { 0 };

	OK(test_store_open(&s, &e));
	OK(flow_store_class_put(&s, &c, &e));
	c = (struct flow_store_class){ "a", 0, "1 x", "slow", 5, 6 };
	OK(flow_store_class_put(&s, &c, &e));
	c.limit = 3;
	OK(flow_store_class_put(&s, &c, &e));
	OK(flow_store_classes(&s, put_class, &got, &e));
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, "a 3 1 x slow 5 6;b -1 - - 0 0;");
	buf_free(&got);
	flow_store_close(&s);
}

int
main(void)
{
	scratch_begin();
	test("attempts that have not ended are found, in order", open_ones);
	test("attempts of a node, and of a run", of_a_run);
	test("failures and time-outs of a class are counted from a moment on",
	    failures);
	test(
	    "an attempt's id is given once, and its number within a node", ids);
	test("what people set of a class is kept", classes);
	scratch_end();
	return test_done();
}
