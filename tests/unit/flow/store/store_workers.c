/*
 * Workers of one store: they begin, sign, fall silent, come back, are gone.
 */
#include "flow/store/flow_shared.h"
#include "shared_store.h"
#include "store_flow.h"

static struct flow_store a, b;
static struct buf got;

static const struct flow_worker first = {
	.machine = "m1", .dir = "/d", .host = "one", .boot = "b1", .pid = 11
};
static const struct flow_worker second = {
	.machine = "m2", .dir = "/d", .host = "two", .boot = "b2", .pid = 22
};

static void
put_int(struct flow_store *s, const char *sql, int64_t n)
{
	const struct db_value v[] = { db_int(s->worker), db_int(n) };

	OK(db_do(&s->db, sql, v, 2, &e));
}

/* A server has a clock of its own: what it set is set again. */
static void
begin_at(struct flow_store *s, const struct flow_worker *w, int64_t now)
{
	s->now = now;
	OK(flow_worker_begin(s, w, &e));
	if (!test_store_is_served())
		return;
	EXPECT(s->now > INT64_C(1000000000000) && s->worker_began == s->now);
	put_int(s,
	    "UPDATE worker SET began = $2, seen = $2, "
	    "until = $2 + CAST(30000 AS BIGINT) "
	    "WHERE id = $1",
	    now);
	s->worker_began = now;
}

static void
begin(void)
{
	OK(shared_store_open(&a, &e));
	OK(shared_store_open_again(&b, &e));
	begin_at(&a, &first, 100000);
	begin_at(&b, &second, 100000);
}

static void
end(void)
{
	flow_store_close(&a);
	flow_store_close(&b);
	buf_free(&got);
}

static void
add_attempt(struct flow_store *s, int64_t run)
{
	struct flow_store_attempt t = {
		.run = run, .number = 1, .generation = 1, .began = 1000
	};

	OK(flow_store_attempt_add(s, &t, &e));
}

static int
put(void *arg, const struct flow_worker *w, struct err *err)
{
	(void)err;
	buf_printf(arg,
	    "%lld %s:%s %s %s pid %lld began %lld seen %lld until "
	    "%lld %s",
	    (long long)w->id, w->machine, w->dir, w->host, w->boot,
	    (long long)w->pid, (long long)w->began, (long long)w->seen,
	    (long long)w->until, w->state);
	if (w->who || w->why)
		buf_printf(arg, " %s: %s", w->who ? w->who : "-",
		    w->why ? w->why : "-");
	buf_printf(arg, " has %zu\n", w->attempts);
	return 0;
}

static void
expect_got(const char *want)
{
	buf_byte(&got, '\0');
	EXPECT_STR(got.p, want);
	buf_clear(&got);
}

static void
expect_workers(const char *want)
{
	OK(flow_workers(&a, put, &got, &e));
	expect_got(want);
}

static void
sign(struct flow_store *s, int64_t now, const char *want)
{
	char was[16];

	OK(flow_store_begin(s, &e));
	s->now = now;
	OK(flow_worker_sign(s, was, &e));
	OK(flow_store_commit(s, &e));
	EXPECT_STR(was, want);
}

static void
silent(struct flow_store *s, int64_t now, const char *want)
{
	OK(flow_store_begin(s, &e));
	s->now = now;
	OK(flow_workers_silent(s, put, &got, &e));
	OK(flow_store_commit(s, &e));
	expect_got(want);
}

static void
declare_gone(struct flow_store *s, int64_t id)
{
	OK(flow_store_begin(s, &e));
	EXPECT(flow_worker_take(s, id + 10, put, &got, &e) == 0);
	EXPECT(flow_worker_take(s, id, put, &got, &e) == 1);
	OK(flow_worker_gone(s, id, "maria", "burnt", &e));
	OK(flow_store_commit(s, &e));
	buf_clear(&got);
}

static void
live(void)
{
	begin();
	EXPECT(a.worker == 1 && b.worker == 2);
	add_attempt(&a, 7);
	add_attempt(&a, 8);
	expect_workers(
	    "1 m1:/d one b1 pid 11 began 100000 seen 100000 until 130000 "
	    "working has 2\n"
	    "2 m2:/d two b2 pid 22 began 100000 seen 100000 until 130000 "
	    "working has 0\n");
	sign(&a, 110000, "working");
	silent(&a, 130000, "");
	silent(&a, 130001,
	    "2 m2:/d two b2 pid 22 began 100000 seen 100000 until 130000 "
	    "unreachable has 0\n");
	silent(&a, 135000, ""); /* it is told once */
	silent(&b, 150000,
	    "1 m1:/d one b1 pid 11 began 100000 seen 110000 until 140000 "
	    "unreachable has 2\n");
	sign(&b, 150000, "unreachable");
	sign(&b, 160000, "working");
	expect_workers(
	    "1 m1:/d one b1 pid 11 began 100000 seen 110000 until 140000 "
	    "unreachable has 2\n"
	    "2 m2:/d two b2 pid 22 began 100000 seen 160000 until 190000 "
	    "working has 0\n");
	end();
}

static void
silent_itself(void)
{
	begin();
	silent(&a, 200000,
	    "2 m2:/d two b2 pid 22 began 100000 seen 100000 until 130000 "
	    "unreachable has 0\n");
	end();
}

static void
gone(void)
{
	begin();
	declare_gone(&b, 1);
	sign(&a, 110000, "gone");
	sign(&a, 120000, "gone");
	silent(&b, 125000, "");
	OK(flow_worker_end(&a, &e));
	expect_workers(
	    "1 m1:/d one b1 pid 11 began 100000 seen 100000 until 130000 "
	    "gone maria: burnt has 0\n"
	    "2 m2:/d two b2 pid 22 began 100000 seen 100000 until 130000 "
	    "working has 0\n");
	begin_at(&a, &first, 140000);
	EXPECT(a.worker == 1);
	sign(&a, 141000, "working");
	expect_workers(
	    "1 m1:/d one b1 pid 11 began 140000 seen 141000 until 171000 "
	    "working has 0\n"
	    "2 m2:/d two b2 pid 22 began 100000 seen 100000 until 130000 "
	    "working has 0\n");
	end();
}

/* Who has the lock of the directory is the only one that lives. */
static void
again(void)
{
	struct flow_worker next = first;
	struct flow_store c;

	begin();
	add_attempt(&a, 7);
	OK(shared_store_open_again(&c, &e));
	next.pid = 12;
	begin_at(&c, &next, 100000);
	EXPECT(c.worker == 1);
	if (test_store_is_served()) {
		put_int(&c, "UPDATE worker SET began = $2 WHERE id = $1",
		    c.worker_began = 100001);
	}
	EXPECT(c.worker_began == 100001); /* begun in the same ms */
	sign(&a, 101000, "gone");         /* it is another's by now */
	sign(&c, 101000, "working");
	OK(flow_worker_end(&a, &e));
	expect_workers(
	    "1 m1:/d one b1 pid 12 began 100001 seen 101000 until 131000 "
	    "working has 1\n"
	    "2 m2:/d two b2 pid 22 began 100000 seen 100000 until 130000 "
	    "working has 0\n");
	flow_store_close(&c);
	end();
}

static void
copied(void)
{
	static const char until[] =
	    "UPDATE worker SET until = $2 WHERE id = $1";
	struct flow_worker copy = first;
	struct flow_store c;

	begin();
	OK(shared_store_open_again(&c, &e));
	put_int(&a, until, INT64_MAX);
	copy.boot = "b9";
	copy.host = "copy";
	EXPECT(flow_worker_begin(&c, &copy, &e) == -1);
	EXPECT(e.status == ST_AGAIN && c.worker == 0);
	EXPECT_STR(e.text,
	    "/d: worker 1, pid 11 on one, works with this directory: has that "
	    "machine been started again just now, or is this one a copy of "
	    "it?");
	e.text[0] = '\0';
	put_int(&a, until, 0); /* it is silent: it was started again */
	OK(flow_worker_begin(&c, &copy, &e));
	EXPECT(c.worker == 1);
	flow_store_close(&c);
	end();
}

static void
ended(void)
{
	begin();
	add_attempt(&a, 7);
	OK(flow_worker_end(&a, &e));
	EXPECT(a.worker == 0);
	a.worker = 1;
	put_int(&a, "UPDATE worker SET until = $2 WHERE id = $1", 130000);
	a.worker = 0;
	silent(&b, 130000, "");
	OK(db_do(&b.db, "UPDATE worker SET seen = 100000", NULL, 0, &e));
	silent(&b, 130001,
	    "1 m1:/d one b1 pid 11 began 100000 seen 100000 until 130000 "
	    "unreachable has 1\n");
	OK(flow_worker_end(&b, &e));
	silent(&a, INT64_MAX, "");
	end();
}

int
main(void)
{
	scratch_begin();
	test("who gives no sign for 30 s is unreachable, until it gives one",
	    live);
	test("who looks never finds itself unreachable", silent_itself);
	test("a worker that is gone stays gone until it begins again", gone);
	test("a worker of the same directory takes over from the one that "
	     "died",
	    again);
	test("a copy of a machine that works is not taken for it", copied);
	test("a worker that ended is unreachable only where it left attempts",
	    ended);
	scratch_end();
	return test_done();
}
