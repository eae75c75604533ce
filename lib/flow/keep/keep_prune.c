/* Runs that are let go. */
#include <stdlib.h>

#include "base/mem.h"
#include "flow/keep/flow_keep.h"
#include "flow/store/store_inside.h"
#include "flow/store/store_memory.h"
#include "flow/store/store_rows.h"

enum { CANDIDATES = 200, DAY_MS = 86400000 };

/* Those of no other, that ended before: oldest first, behind a place. */
static int
candidates(struct flow_store *s, int64_t before, int64_t *made, int64_t *id,
    struct store_rows *rows, struct err *e)
{
	const struct db_value v[] = { db_int(before), db_int(*made),
		db_int(*id), db_int(CANDIDATES) };
	size_t n;

	store_rows_free(rows);
	if (store_rows_read(rows, s,
		"SELECT id, made FROM (SELECT * FROM (SELECT id, made FROM run "
		"WHERE child = 0 AND shown = 3 AND made < $1 AND ended < $1 "
		"AND (made, id) > ($2, $3) ORDER BY made, id LIMIT $4) AS a "
		"UNION ALL SELECT * FROM (SELECT id, made FROM run "
		"WHERE child = 0 AND shown = 4 AND made < $1 AND ended < $1 "
		"AND (made, id) > ($2, $3) ORDER BY made, id LIMIT $4) AS b "
		"UNION ALL SELECT * FROM (SELECT id, made FROM run "
		"WHERE child = 0 AND shown = 5 AND made < $1 AND ended < $1 "
		"AND (made, id) > ($2, $3) ORDER BY made, id LIMIT $4) AS c) "
		"AS r ORDER BY made, id LIMIT $4",
		v, 4, 2, e))
		return -1;
	n = store_rows_count(rows);
	if (n) {
		*id = store_rows_int(rows, n - 1, 0);
		*made = store_rows_int(rows, n - 1, 1);
	}
	return 0;
}

/* The run and all that it ran, those that were run first: their number, 0 where
 * one of them is not to go, -1. */
static int
family(
    struct flow_store *s, int64_t run, struct store_rows *rows, struct err *e)
{
	const struct db_value v = db_int(run);

	store_rows_free(rows);
	if (store_rows_read(rows, s,
		"WITH RECURSIVE family (id) AS (SELECT CAST($1 AS BIGINT) "
		"UNION ALL "
		"SELECT r.id FROM family f JOIN run r ON r.parent = f.id "
		"WHERE r.parent IS NOT NULL) "
		"SELECT f.id, CASE WHEN r.state > 2 AND NOT EXISTS (SELECT 1 "
		"FROM alarm a WHERE a.run = f.id AND a.run IS NOT NULL AND "
		"a.told IS NULL) THEN 1 ELSE 0 END FROM family f JOIN run r ON "
		"r.id = f.id "
		"ORDER BY f.id DESC",
		&v, 1, 2, e))
		return -1;
	for (size_t i = 0; i < store_rows_count(rows); i++)
		if (!store_rows_int(rows, i, 1))
			return 0;
	return (int)store_rows_count(rows);
}

static void
add(struct flow_store_places *to, const struct store_rows *rows)
{
	for (size_t i = 0; i < store_rows_count(rows); i++) {
		to->list =
		    mem_grow(to->list, &to->cap, to->n + 1, sizeof *to->list);
		to->list[to->n++] =
		    (struct flow_store_place){ .run =
						   store_rows_int(rows, i, 0) };
	}
}

/* Adds families of a page of candidates: 1 where there is room for more, 0,
 * -1. */
static int
add_families(struct flow_store *s, const struct store_rows *page, size_t max,
    struct flow_store_places *to, struct err *e)
{
	struct store_rows all = { 0 };
	int r = 1;

	for (size_t i = 0; i < store_rows_count(page) && r > 0; i++) {
		int n = family(s, store_rows_int(page, i, 0), &all, e);

		if (n < 0)
			r = -1;
		else if (n > 0 && to->n > 0 && to->n + (size_t)n > max)
			r = 0;
		else if (n > 0)
			add(to, &all);
		if (r > 0 && to->n >= max)
			r = 0;
	}
	store_rows_free(&all);
	return r;
}

int
flow_prune_next(struct flow_store *s, int64_t ended_before, size_t max,
    struct flow_store_places *to, struct err *e)
{
	struct store_rows page = { 0 };
	int64_t made = INT64_MIN, id = 0;
	int r = 1;

	to->n = 0;
	while (r > 0) {
		r = candidates(s, ended_before, &made, &id, &page, e);
		if (r < 0 || page.n == 0)
			break;
		r = add_families(s, &page, max, to, e);
	}
	store_rows_free(&page);
	return r < 0 ? -1 : 0;
}

static int
uncount(struct flow_store *s, int64_t run, struct buf *params, struct err *e)
{
	const struct db_value v = db_int(run);
	int64_t flow, ms;
	int shown;
	int r = db_ask_one(&s->db,
	    "SELECT flow, shown, params, CASE WHEN state > 2 AND "
	    "ended > began THEN ended - began ELSE 0 END FROM run "
	    "WHERE id = $1",
	    &v, 1, e);

	if (r <= 0)
		return r;
	flow = db_cell_int(&s->db, 0);
	shown = (int)db_cell_int(&s->db, 1);
	buf_add(params, db_cell(&s->db, 2));
	ms = db_cell_int(&s->db, 3);
	db_done(&s->db);
	return store_count_run(s, flow, shown, -1, -ms, e);
}

int
flow_prune_rows(struct flow_store *s, int64_t run, struct err *e)
{
	static const char *const deletes[] = {
		"DELETE FROM output WHERE run = $1",
		"DELETE FROM attempt WHERE run = $1",
		"DELETE FROM node WHERE run = $1",
		"DELETE FROM log WHERE run = $1",
		"DELETE FROM alarm WHERE run = $1",
		"DELETE FROM due WHERE run = $1",
		"DELETE FROM child_count WHERE parent = $1",
		"DELETE FROM run WHERE id = $1",
	};
	const struct db_value v = db_int(run);
	struct buf params = { 0 };
	int r = store_counts_write(s, e) || uncount(s, run, &params, e);

	if (r == 0)
		r = store_params_index(s, run, buf_span(&params),
		    "DELETE FROM param WHERE name = $1 AND value = $2 AND "
		    "run = $3",
		    e);
	for (size_t i = 0; r == 0 && i < sizeof deletes / sizeof *deletes; i++)
		r = db_later(&s->db, deletes[i], &v, 1, e);
	buf_free(&params);
	return r;
}

/* Texts that nobody asked for since then: all, where one alone has the store. */
static int64_t
kept_before(const struct flow_store *s)
{
	return s->shared && s->now ? s->now - DAY_MS : INT64_MAX;
}

int
flow_prune_rest(struct flow_store *s, int64_t before, struct err *e)
{
	static const struct {
		const char *sql;
		enum { NOTHING, TIME, KEPT } of;
	} deletes[] = {
		{ "DELETE FROM log WHERE run IS NULL AND at < $1", TIME },
		{ "DELETE FROM alarm WHERE run IS NULL AND last < $1 AND "
		  "told IS NOT NULL",
		    TIME },
		{ "DELETE FROM due WHERE run IS NULL AND at < $1 AND "
		  "state IN ('missed', 'skipped')",
		    TIME },
		{ "DELETE FROM flow_text WHERE kept < $1 AND flow IS NULL AND "
		  "NOT EXISTS (SELECT 1 FROM run r WHERE r.texts IS NOT NULL "
		  "AND r.texts = flow_text.id)",
		    KEPT },
		{ "DELETE FROM flow_text WHERE kept < $1 AND flow IS NOT NULL "
		  "AND NOT EXISTS (SELECT 1 FROM run r WHERE r.text = "
		  "flow_text.id) AND NOT EXISTS (SELECT 1 FROM flow_text l "
		  "WHERE l.flow IS NULL AND l.body LIKE '%' || "
		  "flow_text.digest || '%')",
		    KEPT },
		{ "DELETE FROM text_node WHERE NOT EXISTS (SELECT 1 FROM "
		  "flow_text t WHERE t.id = text_node.text)",
		    NOTHING },
	};
	const struct db_value v[] = {
		[TIME] = db_int(before), [KEPT] = db_int(kept_before(s))
	};

	for (size_t i = 0; i < sizeof deletes / sizeof *deletes; i++)
		if (db_later(&s->db, deletes[i].sql, &v[deletes[i].of],
			deletes[i].of != NOTHING, e))
			return -1;
	store_memory_forget_texts(s);
	return 0;
}
