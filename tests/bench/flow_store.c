/*
 * flow_store: what a store of flows costs, without what runs them.
 *
 *	flow_store fill DIR N      N ended runs, each tenth with five nodes and
 *	                           an attempt of each
 *	flow_store wait DIR N      N runs that wait for a person, saved and let go
 *	flow_store turns DIR N     N runs of five events, 200 of them at once, each
 *	                           step a transaction
 *	flow_store list DIR        pages of 50 runs, by what people ask for
 *	flow_store memory DIR      opened as a runner does, and a turn in which nothing is
 *	                           due: the memory of the process
 *
 * Figures are TAB separated: what, number, unit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/mem.h"
#include "flow/run/run_begin.h"
#include "flow/run/run_end.h"
#include "flow/keep/flow_keep.h"
#include "flow/list/flow_list.h"
#include "flow/store/tables.h"

enum { NODES = 5, BATCH = 200, PAGE = 50, PER_COMMIT = 200000 };

static const char five[] =
    "[flow]\ntitle = Five\n[param date]\ntype = date\n[param n]\ntype = int\n"
    "[node a]\nsend = x\n[node b]\nafter = a\nsend = x\n"
    "[node c]\nafter = b\nsend = x\n[node d]\nafter = c\nsend = x\n"
    "[node e]\nafter = d\nsend = x\n";

static const char leave[] =
    "[flow]\ntitle = Leave\n[param date]\ntype = date\n[param n]\ntype = int\n"
    "[node a]\napprove = finance\n[node b]\nafter = a\nsend = x\n"
    "[node c]\nafter = b\nsend = x\n[node d]\nafter = c\nsend = x\n"
    "[node e]\nafter = d\nsend = x\n";

static struct flow_store store;
static struct err e;

static void
must(int status)
{
	if (status == 0)
		return;
	fprintf(stderr, "flow_store: %s\n", e.text);
	exit(2);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
processor(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	    (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

static void
make_plan(struct plan *p, const char *path, const char *text)
{
	struct told told = { 0 };

	must(plan_make(p, path, span_str(text), &told, &e));
	told_free(&told);
}

/* Run i of many: a date a thousand runs. */
static void
make_run(struct run *r, struct plan *p, long i)
{
	char date[32], n[24];
	struct run_given given[2] = { { .name = SPAN("date") },
		{ .name = SPAN("n") } };

	snprintf(date, sizeof date, "20%02ld-%02ld-%02ld", i / 1000 / 336 % 100,
	    i / 1000 / 28 % 12 + 1, i / 1000 % 28 + 1);
	snprintf(n, sizeof n, "%ld", i);
	given[0].value = span_str(date);
	given[1].value = span_str(n);
	*r = (struct run){ 0 };
	must(run_make(r, p, given, 2, &e));
	r->made = 1000 + i;
	r->origin.who = mem_dup(SPAN("1000 maria"));
	run_begin(r, r->made);
	for (size_t k = 0; k < NODES; k++)
		r->nodes[k].lane = "fast";
}

/* -- many that ended, in SQL ------------------------------------------------ */

#define UPTO \
	"WITH RECURSIVE i (i) AS (SELECT %ld UNION ALL SELECT i + 1 " \
	"FROM i WHERE i < %ld) "

static void
fill_part(long from, long to)
{
	char sql[4096];
	static const char *const parts[] = {
		UPTO "INSERT INTO run (id, text, flow, child, state, shown, "
		     "since, flags, made, began, ended, params, who) "
		     "SELECT i, 1, 1, 0, CASE i %% 1000 WHEN 7 THEN 4 ELSE 3 "
		     "END, CASE i %% 1000 WHEN 7 THEN 4 ELSE 3 END, 2000 + i, "
		     "0, 1000 + i, 1000 + i, 2000 + i, printf('date=20%%02d-"
		     "%%02d-%%02d' || char(9) || 'n=%%d', i / 1000 / 336 %% "
		     "100, i / 1000 / 28 %% 12 + 1, i / 1000 %% 28 + 1, i), "
		     "'1000 maria' FROM i",
		UPTO "INSERT INTO param (name, value, run) SELECT 'date', "
		     "printf('20%%02d-%%02d-%%02d', i / 1000 / 336 %% 100, "
		     "i / 1000 / 28 %% 12 + 1, i / 1000 %% 28 + 1), i FROM i",
		UPTO "INSERT INTO param (name, value, run) SELECT 'n', i, i "
		     "FROM i WHERE i %% 10 = 0",
		UPTO "INSERT INTO node (run, place, state, waits, part, "
		     "generation, attempts, failures, polls, flags, parked, "
		     "since) SELECT i, place, 4, 0, 0, 1, 1, 0, 0, 64, 0, "
		     "2000 + i FROM i, text_node WHERE text = 1 AND "
		     "i %% 10 = 0",
		UPTO "INSERT INTO attempt (run, node, number, id, generation, "
		     "part, is_event, lane, began, ended, ending, status) "
		     "SELECT i, place, 1, 5 * i + place, 1, 0, 1, 1, 1000 + i, "
		     "2000 + i, 'done', 0 FROM i, text_node WHERE text = 1 "
		     "AND i %% 10 = 0",
	};

	must(flow_store_begin(&store, &e));
	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		snprintf(sql, sizeof sql, parts[k], from, to);
		must(db_run(&store.db, sql, &e));
	}
	store.next_run = to + 1;
	store.next_attempt = 5 * to + 6;
	must(flow_store_commit(&store, &e));
}

/* Indexes that all of them stand in are made at the end, which is faster. */
static void
without_indexes(bool make)
{
	static const char *const names[] = { "run_list", "run_flow",
		"run_text" };
	struct buf sql = { 0 };
	char text[80];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(text, sizeof text,
		    make ? "CREATE INDEX %s ON" : "DROP INDEX %s", names[i]);
		if (!make)
			must(db_run(&store.db, text, &e));
		for (size_t k = 0; make && k < tables_count; k++) {
			buf_clear(&sql);
			tables_put(&sql, store.db.kind, tables_text[k]);
			if (!strncmp(sql.p, text, strlen(text)))
				must(db_run(&store.db, sql.p, &e));
		}
	}
	buf_free(&sql);
}

static void
fill(long n)
{
	struct plan p = { 0 };
	struct run r;
	double t = seconds();

	make_plan(&p, "/f/five.flow", five);
	must(flow_store_begin(&store, &e));
	make_run(&r, &p, 1); /* its text, its lane */
	must(flow_store_run_add(&store, &r, &e));
	must(flow_prune_rows(&store, r.id, &e));
	run_free(&r);
	must(flow_store_commit(&store, &e));
	must(db_run(&store.db,
	    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; "
	    "PRAGMA cache_size = -200000",
	    &e));
	without_indexes(false);
	for (long from = 1; from <= n; from += PER_COMMIT)
		fill_part(from,
		    from + PER_COMMIT - 1 < n ? from + PER_COMMIT - 1 : n);
	without_indexes(true);
	must(db_run(&store.db,
	    "INSERT OR REPLACE INTO run_count SELECT flow, shown, 0, count(*), "
	    "count(*) * 1000 FROM run GROUP BY flow, shown",
	    &e));
	printf("filled with %ld ended runs in\t%.1f\ts\n", n, seconds() - t);
	plan_free(&p);
}

/* -- steps ---------------------------------------------------------------------- */

static void
wait_runs(long n)
{
	struct plan p = { 0 };
	struct run r;
	double t = seconds();

	make_plan(&p, "/f/leave.flow", leave);
	for (long i = 0; i < n; i++) {
		if (i % BATCH == 0)
			must(flow_store_begin(&store, &e));
		make_run(&r, &p, i);
		must(flow_store_run_add(&store, &r, &e));
		run_free(&r);
		if (i % BATCH == BATCH - 1 || i == n - 1)
			must(flow_store_commit(&store, &e));
	}
	printf("runs added\t%.0f\t/s\n", (double)n / (seconds() - t));
	plan_free(&p);
}

/* What is ready is claimed. */
static void
claim(struct run *runs, struct flow_store_places *ready, int64_t now)
{
	must(flow_store_ready(&store, "", "fast", BATCH, ready, &e));
	for (size_t i = 0; i < ready->n; i++) {
		struct run *r = &runs[ready->list[i].run - runs[0].id];
		struct flow_store_attempt a = { .run = r->id,
			.node = ready->list[i].node,
			.generation = 1,
			.number = 1,
			.is_event = true,
			.class = "",
			.lane = "fast",
			.began = now };

		run_attempt(r, a.node, now);
		must(flow_store_attempt_add(&store, &a, &e));
		must(flow_store_run_save(&store, r, now, &e));
	}
}

static void
end(struct run *runs, size_t n, size_t node, int64_t now)
{
	const struct run_outcome ok = { .kind = END_OK };

	for (size_t i = 0; i < n; i++) {
		const struct flow_store_attempt a = { .run = runs[i].id,
			.node = node,
			.number = 1,
			.ended = now,
			.end = "done" };

		run_attempt_ended(&runs[i], node, &ok, now);
		must(flow_store_attempt_end(&store, &a, &e));
		must(flow_store_run_save(&store, &runs[i], now, &e));
	}
}

static void
turns(long n)
{
	struct plan p = { 0 };
	struct run runs[BATCH];
	struct flow_store_places ready = { 0 };
	double t = seconds(), cpu = processor();

	make_plan(&p, "/f/five.flow", five);
	for (long i = 0; i < n; i += BATCH) {
		must(flow_store_begin(&store, &e));
		for (size_t k = 0; k < BATCH; k++) {
			make_run(&runs[k], &p, i + (long)k);
			must(flow_store_run_add(&store, &runs[k], &e));
		}
		for (size_t node = 0; node < NODES; node++) {
			claim(runs, &ready, 1000 + i);
			must(flow_store_commit(&store, &e));
			must(flow_store_begin(&store, &e));
			end(runs, BATCH, node, 1001 + i);
		}
		must(flow_store_commit(&store, &e));
		for (size_t k = 0; k < BATCH; k++)
			run_free(&runs[k]);
	}
	printf("runs of five events\t%.0f\t/s\n", (double)n / (seconds() - t));
	printf("of processor, a run\t%.0f\tmicroseconds\n",
	    (processor() - cpu) / (double)n * 1e6);
	free(ready.list);
	plan_free(&p);
}

/* -- lists ---------------------------------------------------------------------- */

static int
count_row(void *arg, const struct flow_list_row *row, struct err *err)
{
	(void)err;
	*(int64_t *)arg = row->id;
	return 0;
}

static void
list(void)
{
	static const struct {
		const char *what;
		struct flow_list_wish wish;
	} asked[] = {
		{ "all", { .max = PAGE } },
		{ "state done", { .state = "done", .max = PAGE } },
		{ "state failed", { .state = "failed", .max = PAGE } },
		{ "state going", { .state = "going", .max = PAGE } },
		{ "flow and state",
		    { .flow = "five", .state = "failed", .max = PAGE } },
		{ "with children", { .max = PAGE, .children = true } },
		{ "a parameter",
		    { .param = "date", .value = "2003-02-01", .max = PAGE } },
		{ "a time, and state",
		    { .state = "failed",
			.from = 1,
			.to = 500000,
			.max = PAGE } },
		{ "late", { .state = "late", .max = PAGE } },
		{ "alarm", { .state = "alarm", .max = PAGE } },
	};

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct flow_list_wish w = asked[i].wish;
		double best = 1e9;
		int64_t last = 0;

		for (int k = 0; k < 5; k++) {
			double t = seconds();

			must(flow_list_runs(&store, &w, count_row, &last, &e));
			if (seconds() - t < best)
				best = seconds() - t;
		}
		printf("page: %s\t%.2f\tms\n", asked[i].what, best * 1e3);
		w.before = last;
		if (!last)
			continue;
		best = seconds();
		must(flow_list_runs(&store, &w, count_row, &last, &e));
		printf("the next one\t%.2f\tms\n", (seconds() - best) * 1e3);
	}
}

static int
count_lane(
    void *arg, const char *class, const char *lane, size_t n, struct err *err)
{
	(void)arg, (void)class, (void)lane, (void)n, (void)err;
	return 0;
}

static void
memory(void)
{
	struct flow_store_places woken = { 0 };
	char line[256];
	int64_t wake;
	long pss = 0;
	FILE *f;

	must(flow_store_begin(&store, &e));
	must(flow_store_woken(&store, 1 << 30, BATCH, &woken, &e));
	must(flow_store_next_wake(&store, &wake, &e));
	must(flow_store_lanes(&store, count_lane, NULL, &e));
	must(flow_store_commit(&store, &e));
	f = fopen("/proc/self/smaps_rollup", "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "Pss: %ld", &pss) == 1)
			break;
	if (f)
		fclose(f);
	printf("memory (PSS)\t%.1f\tMB\n", (double)pss / 1024);
	free(woken.list);
}

/* As a worker has it. */
static void
open_store(const char *name, enum flow_store_use use)
{
	if (db_kind_of(name) == DB_SQLITE) {
		must(flow_store_open(&store, name, use, &e));
		return;
	}
	must(flow_store_open_server(&store, name, NULL, use, &e));
	store.worker = 1;
}

int
main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	long n = argc > 3 ? atol(argv[3]) : 0;

	mem_program = "flow_store";
	if (argc < 3) {
		fprintf(stderr,
		    "usage: flow_store fill|wait|turns|list|memory DIR [N]\n");
		return 2;
	}
	open_store(
	    argv[2], strcmp(what, "list") ? FLOW_STORE_RUN : FLOW_STORE_READ);
	if (!strcmp(what, "fill"))
		fill(n);
	else if (!strcmp(what, "wait"))
		wait_runs(n);
	else if (!strcmp(what, "turns"))
		turns(n);
	else if (!strcmp(what, "list"))
		list();
	else if (!strcmp(what, "memory"))
		memory();
	flow_store_close(&store);
	return 0;
}
