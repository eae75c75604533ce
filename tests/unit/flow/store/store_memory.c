/*
 * What a store keeps in memory: numbers, and what it writes at the end of a
 * transaction.
 */
#include "flow/store/store_map.h"
#include "store_flow.h"

static struct flow_store a, b;
static struct plan p;

/* Two of one store: a file, or a server. */
static void
open_both(void)
{
	unlink("shared.db");
	if (test_store_is_served()) {
		OK(test_store_open(&a, &e));
		OK(test_store_open_again(&b, &e));
	} else {
		OK(flow_store_open_shared_file(&a, "shared.db", &e));
		OK(flow_store_open_shared_file(&b, "shared.db", &e));
	}
	a.worker = 1;
	b.worker = 2;
	a.now = b.now = 1000000000000; /* of the file, which has no clock */
	plan_of(&p, "/f/x.flow", "[node a]\nrun = true\nclass = c\n");
}

static void
close_both(void)
{
	flow_store_close(&a);
	flow_store_close(&b);
	plan_free(&p);
}

static int64_t
number(struct flow_store *s, const char *sql)
{
	int64_t n = -1;

	OK(db_ask(&s->db, sql, NULL, 0, &e));
	if (db_next(&s->db, &e) > 0)
		n = db_cell_int(&s->db, 0);
	db_done(&s->db);
	return n;
}

static void
map(void)
{
	struct store_map m = { 0 };

	EXPECT(store_map_find(&m, SPAN("x")) == NULL);
	store_map_sort(&m);
	for (int round = 0; round < 2; round++) {
		for (int64_t i = 0; i < 1000; i++) {
			int64_t key = i * 7919 % 1000;
			struct span at = { (char *)&key, sizeof key };

			EXPECT(store_map_find(&m, at) == NULL);
			store_map_put(&m, at)->n[1] = key;
			EXPECT(store_map_put(&m, at)->n[1] == key);
		}
		EXPECT(m.count == 1000);
		store_map_sort(&m);
		for (size_t i = 1; i < m.count; i++)
			EXPECT(span_cmp(m.list[i - 1].key, m.list[i].key) < 0);
		for (int64_t key = 0; key < 1000; key++) {
			struct span at = { (char *)&key, sizeof key };
			struct store_map_entry *there = store_map_find(&m, at);

			EXPECT(there && there->n[1] == key);
		}
		store_map_clear(&m);
		EXPECT(m.count == 0);
	}
	store_map_free(&m);
}

/* A run of node 0 of run 9. */
static void
add_child(struct flow_store *s, struct run *r, const char *item)
{
	run_of(r, &p, NULL, NULL, 1000);
	r->origin.parent = 9;
	r->origin.generation = 1;
	r->origin.item = mem_dup(span_str(item));
	r->origin.line = mem_dup(span_str(item));
	OK(flow_store_run_add(s, r, &e));
}

static void
expect_children(struct flow_store *s, size_t going, size_t done)
{
	struct flow_store_children c;

	OK(flow_store_run_children(s, 9, 0, 1, &c, &e));
	EXPECT(c.going == going && c.done == done);
}

/* What was counted is seen before the commit by who counted, behind it by all,
 * and never where it was taken back. */
static void
counts(void)
{
	struct run r, other;

	open_both();
	OK(flow_store_begin(&a, &e));
	add_child(&a, &r, "x");
	expect_children(&a, 1, 0);
	OK(flow_store_commit(&a, &e));
	expect_children(&b, 1, 0);
	OK(flow_store_begin(&b, &e));
	add_child(&b, &other, "y");
	OK(flow_store_commit(&b, &e));
	run_free(&other);
	OK(flow_store_begin(&a, &e));
	try_node(&r, 0, 0, 2000);
	OK(flow_store_run_save(&a, &r, 2000, &e));
	expect_children(&a, 1, 1);
	OK(flow_store_rollback(&a, &e));
	expect_children(&a, 2, 0);
	run_free(&r);
	EXPECT(flow_store_run_load(&b, &r, 1, &p, &e) == 1);
	OK(flow_store_begin(&b, &e)); /* another than who counted it first */
	try_node(&r, 0, 0, 2000);
	OK(flow_store_run_save(&b, &r, 2000, &e));
	OK(flow_store_commit(&b, &e));
	expect_children(&a, 1, 1);
	EXPECT(number(&a, "SELECT sum(n) FROM run_count WHERE shown = 1") == 1);
	EXPECT(flow_list_has_work(&a, &e) == 1);
	run_free(&r);
	close_both();
}

/* Numbers that were made in a transaction that was taken back are others'. */
static void
names(void)
{
	struct flow_store_attempt t = { .run = 1,
		.number = 1,
		.generation = 1,
		.class = "new",
		.lane = "fast" };
	struct run r;

	open_both();
	OK(flow_store_begin(&a, &e));
	run_of(&r, &p, NULL, NULL, 1000);
	OK(flow_store_run_add(&a, &r, &e));
	OK(flow_store_attempt_add(&a, &t, &e));
	OK(flow_store_rollback(&a, &e));
	run_free(&r);
	OK(flow_store_begin(&b, &e));
	t.class = "another";
	OK(flow_store_attempt_add(&b, &t, &e));
	OK(flow_store_commit(&b, &e));
	OK(flow_store_begin(&a, &e));
	t.class = "new";
	t.number = 2;
	run_of(&r, &p, NULL, NULL, 1000);
	OK(flow_store_run_add(&a, &r, &e));
	OK(flow_store_attempt_add(&a, &t, &e));
	OK(flow_store_commit(&a, &e));
	expect_stored(&b, &r);
	EXPECT(
	    number(&b,
		"SELECT count(*) FROM attempt a JOIN lane l ON l.id = a.lane "
		"WHERE a.number = 2 AND l.class = 'new'") == 1);
	run_free(&r);
	close_both();
}

static void
add_alarm(struct flow_store *s, const char *node, int64_t at)
{
	OK(flow_store_alarm_add(s,
	    &(struct flow_store_alarm){ .flow = "x",
		.node = node,
		.reason = "held",
		.text = "it is",
		.first = at,
		.last = at,
		.count = 1 },
	    &e));
}

/* One row for each, whoever added to it, and in whichever order. */
static void
alarms(void)
{
	open_both();
	OK(flow_store_begin(&a, &e));
	add_alarm(&a, "n", 5);
	add_alarm(&a, "m", 1);
	add_alarm(&a, "n", 3);
	EXPECT(number(&a, "SELECT count(*) FROM alarm") == 0);
	OK(flow_store_commit(&a, &e));
	OK(flow_store_begin(&b, &e));
	add_alarm(&b, "m", 7);
	add_alarm(&b, "n", 8);
	OK(flow_store_commit(&b, &e));
	OK(flow_store_begin(&b, &e));
	add_alarm(&b, "o", 9);
	OK(flow_store_rollback(&b, &e));
	OK(flow_store_begin(&b, &e));
	OK(flow_store_commit(&b, &e));
	EXPECT(number(&a, "SELECT count(*) FROM alarm") == 2);
	EXPECT(number(&a, "SELECT count FROM alarm WHERE node = 'n'") == 3);
	EXPECT(number(&a, "SELECT last FROM alarm WHERE node = 'm'") == 7);
	close_both();
}

/* A text that somebody asked for today stays, though no run has it. */
static void
texts(void)
{
	open_both();
	OK(flow_store_begin(&a, &e));
	OK(flow_store_keep_text(&a, &p, &e));
	OK(flow_prune_rest(&a, 5000, &e));
	OK(flow_store_commit(&a, &e));
	EXPECT(number(&b, "SELECT count(*) FROM flow_text") == 1);
	EXPECT(number(&b, "SELECT count(*) FROM text_node") == 1);
	OK(db_run(&b.db, "UPDATE flow_text SET kept = kept - 7200000", &e));
	OK(flow_store_begin(&b, &e));
	OK(flow_store_keep_text(&b, &p, &e)); /* it is two hours old */
	OK(flow_store_commit(&b, &e));
	EXPECT(number(&a, "SELECT kept FROM flow_text") == b.now);
	OK(db_run(&b.db, "UPDATE flow_text SET kept = kept - 86400001", &e));
	OK(flow_store_begin(&b, &e));
	OK(flow_prune_rest(&b, 5000, &e));
	OK(flow_store_keep_text(&b, &p, &e)); /* and is made again */
	OK(flow_store_commit(&b, &e));
	EXPECT(number(&a, "SELECT kept FROM flow_text") == b.now);
	EXPECT(number(&b, "SELECT count(*) FROM text_node") == 1);
	close_both();
}

int
main(void)
{
	scratch_begin();
	test("a map finds what was put, and has it in order", map);
	test("counts are seen by who counts, and by all behind a commit",
	    counts);
	test("numbers that a rollback took back are asked for again", names);
	test("alarms of a transaction are written with it, one a key", alarms);
	test("a text that was asked for today is not pruned", texts);
	scratch_end();
	return test_done();
}
