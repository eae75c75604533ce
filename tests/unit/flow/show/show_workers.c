/*
 * A store that several workers share, as people see it: its workers, what lanes do,
 * what is unreachable.
 */
#include "flow/show/show.h"
#include "flow/store/flow_shared.h"
#include "store_flow.h"

#define NOW INT64_C(1796004900000) /* 2026-11-30 02:15:00 UTC */

enum { SECOND = 1000, MINUTE = 60000 };

static struct flow_store s;
static struct zone shanghai;
static struct show show;
static struct buf b;

static const char *
said(void)
{
	buf_byte(&b, '\0');
	b.len = 0;
	return b.p;
}

static void
begin(void)
{
	unlink("shared.db");
	OK(flow_store_open_shared_file(&s, "shared.db", &e));
	show = (struct show){ .store = &s,
		.named = " --store postgresql://db/flows",
		.clock = { NOW, &shanghai } };
}

static void
end(void)
{
	flow_store_close(&s);
	buf_free(&b);
}

/* It gave its last sign so long ago, and has an attempt that long. */
static void
add_worker(const char *host, int64_t ago)
{
	const struct flow_worker w = { .machine = host,
		.dir = "/var/lib/flow",
		.host = host,
		.boot = "b",
		.pid = 17 };
	struct flow_store_attempt a = { .number = 1,
		.generation = 1,
		.class = "bank",
		.lane = "fast",
		.began = NOW - ago };

	s.now = NOW - ago;
	OK(flow_worker_begin(&s, &w, &e));
	a.run = s.worker;
	OK(flow_store_attempt_add(&s, &a, &e));
}

static void
say_gone(int64_t id)
{
	OK(flow_store_begin(&s, &e));
	OK(flow_worker_gone(&s, id, "1000 maria", "burnt\tdown", &e));
	OK(flow_store_commit(&s, &e));
}

static void
workers(void)
{
	begin();
	OK(show_workers(&show, &b, &e));
	EXPECT_STR(said(), "");
	add_worker("one", 5 * SECOND);
	add_worker("two\x1b", 50 * MINUTE);
	say_gone(2);
	OK(show_workers(&show, &b, &e));
	EXPECT_STR(said(),
	    "WORKER  HOST     DIRECTORY      STATE      SEEN  ATTEMPTS  WHY\n"
	    "     1  one      /var/lib/flow  working     5 s         1\n"
	    "     2  two\\x1b  /var/lib/flow  gone     50 min         1  "
	    "burnt\\x09down\n");
	show.json = true;
	OK(show_workers(&show, &b, &e));
	EXPECT_STR(said(),
	    "{\"worker\":1,\"host\":\"one\",\"dir\":\"/var/lib/flow\","
	    "\"state\":\"working\",\"pid\":17,"
	    "\"began\":\"2026-11-30T02:14:55Z\","
	    "\"seen\":\"2026-11-30T02:14:55Z\",\"attempts\":1,\"who\":null,"
	    "\"why\":null}\n"
	    "{\"worker\":2,\"host\":\"two\\u001b\",\"dir\":\"/var/lib/flow\","
	    "\"state\":\"gone\",\"pid\":17,"
	    "\"began\":\"2026-11-30T01:25:00Z\","
	    "\"seen\":\"2026-11-30T01:25:00Z\",\"attempts\":1,"
	    "\"who\":\"1000 maria\",\"why\":\"burnt\\tdown\"}\n");
	end();
}

static void
silent(void)
{
	static const char line[] =
	    "worker 1 on one, in /var/lib/flow, is unreachable since "
	    "2026-11-30 10:12:00 +08:00 (3 min) and has 1 attempt; if it never "
	    "comes back: recon-flow gone 1 --store postgresql://db/flows --why "
	    "TEXT\n\n";

	begin();
	add_worker("one", 3 * MINUTE);
	add_worker("two", 30 * SECOND);
	OK(show_list(&show, &(struct flow_list_wish){ 0 }, &b, &e));
	EXPECT_STR(said(), line);
	OK(show_workers(&show, &b, &e));
	EXPECT(strstr(said(), line) == b.p);
	EXPECT(strstr(b.p, "unreachable  3 min") != NULL);
	show.json = true;
	OK(show_list(&show, &(struct flow_list_wish){ 0 }, &b, &e));
	EXPECT(strstr(said(), "{\"worker\":1,\"host\":\"one\",") == b.p);
	EXPECT(strstr(b.p, "\"state\":\"unreachable\",") != NULL);
	EXPECT(strstr(b.p, "\"worker\":2,") == NULL);
	end();
}

static void
lanes(void)
{
	const struct flow_store_class open = {
		.name = "bank", .limit = -1, .open_until = NOW + MINUTE
	};
	struct flow_store_attempt a = { .run = 9,
		.number = 1,
		.generation = 1,
		.class = "bank",
		.lane = "fast",
		.began = NOW - MINUTE - 2000,
		.ended = NOW - MINUTE,
		.end = "done" };

	begin();
	add_worker("one", 5 * SECOND);
	OK(flow_store_attempt_add(&s, &a, &e));
	OK(flow_store_attempt_end(&s, &a, &e));
	OK(flow_store_class_put(&s, &open, &e));
	OK(show_stats(&show, &b, &e));
	EXPECT_STR(said(),
	    "FLOW  STATE  RUNS  MEAN\n"
	    "\n"
	    "CLASS  LANE  READY  OLDEST  TICKETS  RUNNING  LAST MIN  LAST HOUR "
	    " MEAN\n"
	    "bank   fast      0       -        0        1         1          1 "
	    "  2 s\n"
	    "\n"
	    "CLASS  LIMIT  BREAKER  RESTS UNTIL                 WHO  WHY\n"
	    "bank       -  open     2026-11-30 10:16:00 +08:00       \n");
	show.clock.now = NOW + 2 * MINUTE;
	show.json = true;
	OK(show_stats(&show, &b, &e));
	EXPECT(strstr(said(),
		   "{\"class\":\"bank\",\"lane\":\"fast\",\"ready\":0,"
		   "\"oldest\":null,\"tickets\":0,\"running\":1,"
		   "\"ended_minute\":0,\"ended_hour\":1,\"mean_ms\":2000}\n"
		   "{\"class\":\"bank\",\"who\":null,\"why\":null,\"at\":null,"
		   "\"breaker\":\"half-open\",\"rests\":null}\n") != NULL);
	end();
}

static void
alone(void)
{
	OK(flow_store_open_memory(&s, &e));
	show = (struct show){ .store = &s, .named = "", .dir = "." };
	EXPECT(show_workers(&show, &b, &e) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "workers: this store has one runner at a time, and no workers; a "
	    "store on a server has");
	flow_store_close(&s);
}

int
main(void)
{
	scratch_begin();
	OK(zone_load(&shanghai, "Asia/Shanghai", &e));
	test("workers are listed, with what was said about them", workers);
	test("who gives no sign is told above all", silent);
	test("lanes tell how fast they are, breakers how they stand", lanes);
	test("a store of one runner has no workers", alone);
	zone_free(&shanghai);
	scratch_end();
	return test_done();
}
