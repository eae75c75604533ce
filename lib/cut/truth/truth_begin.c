/* A try is opened. */
#include "cut/truth/truth_inside.h"

/* May this try be opened? 1, 0, -1. */
static int
may_open(struct truth *t, const struct truth_key *k, struct err *e)
{
	const struct truth_day day = truth_day(k->cycle, k->date);
	const struct db_value v[] = { db_str(k->book), truth_cycle(k->cycle),
		db_str(day.text) };
	enum cut_state state = CUT_WITHDRAWN;
	int64_t last = 0;
	int r = db_ask_one(&t->db,
	    "SELECT attempt, state FROM cut_round WHERE book = $1 AND "
	    "cycle = $2 AND date = $3 ORDER BY attempt DESC LIMIT 1",
	    v, 3, e);

	if (r < 0)
		return -1;
	if (r > 0) {
		last = db_cell_int(&t->db, 0);
		r = truth_cell_state(t, 1, &state, e);
		db_done(&t->db);
		if (r < 0)
			return -1;
	}
	return state == CUT_WITHDRAWN && last + 1 == k->attempt;
}

static int
put_round(
    struct truth *t, const struct truth_round *r, int64_t no, struct err *e)
{
	const struct truth_day day = truth_day(r->key.cycle, r->key.date);
	const struct truth_day next = truth_day(r->key.cycle, r->next);
	const struct span text = buf_span(&r->text);
	const struct db_value v[] = { db_int(no), db_str(r->key.book),
		truth_cycle(r->key.cycle), db_str(day.text),
		db_int(r->key.attempt), db_str(cut_state_name(CUT_OPEN)),
		db_str(next.text), db_int(r->cut_off), db_int(r->late),
		db_text(text.p ? text : SPAN("")), db_str(r->digest),
		db_int(truth_now(t)) };

	return db_do(&t->db,
	    "INSERT INTO cut_round (no, book, cycle, date, attempt, state, "
	    "next, cut_off, late, body, digest, since, sealed) VALUES "
	    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)",
	    v, 12, e);
}

static int
put_stands(
    struct truth *t, const struct truth_round *r, int64_t no, struct err *e)
{
	struct db_value v[] = { db_int(no), db_int(0), db_str(""),
		db_str(cut_state_name(CUT_OPEN)),
		db_str(cut_event_name(CUT_NOTHING)), db_int(truth_now(t)) };

	for (size_t i = 0; i < r->n; i++) {
		v[1] = db_int((int64_t)i);
		v[2] = db_str(r->systems[i].system);
		if (db_do(&t->db,
			"INSERT INTO cut_stand (round, place, system, state, "
			"doing, ready, since, sent, got) VALUES "
			"($1, $2, $3, $4, $5, 0, $6, '', '')",
			v, 6, e))
			return -1;
	}
	return 0;
}

static int
open_it(struct truth *t, const struct truth_round *r, const char *why,
    int64_t step, struct err *e)
{
	const struct truth_said said = {
		.what = r->late ? "opened late" : "opened", .why = why
	};
	int may = may_open(t, &r->key, e);

	if (may <= 0)
		return may;
	return put_round(t, r, step, e) || put_stands(t, r, step, e) ||
		truth_append(t, step, step, &said, e)
	    ? -1
	    : 1;
}

int
truth_begin(struct truth *t, const struct truth_round *r, const char *why,
    bool *moved, struct err *e)
{
	int64_t step;
	int done;

	if (truth_change(t, &step, e))
		return -1;
	done = open_it(t, r, why, step, e);
	if (truth_end(t, done, e))
		return -1;
	*moved = done > 0;
	return 0;
}
