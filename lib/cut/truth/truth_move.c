/* Compare and set. */
#include "cut/truth/truth_inside.h"

/* The round: 1 and its number, 0 where it is otherwise, -1. */
static int
move_round(struct truth *t, const struct truth_move *m, int64_t step,
    int64_t *no, struct err *e)
{
	const struct truth_day day = truth_day(m->key.cycle, m->key.date);
	bool seals = m->round_to == CUT_SEALED && m->round != CUT_SEALED;
	const struct db_value v[] = { db_str(m->key.book),
		truth_cycle(m->key.cycle), db_str(day.text),
		db_int(m->key.attempt), db_str(cut_state_name(m->round)),
		db_str(cut_state_name(m->round_to)), db_int(truth_now(t)),
		db_int(seals ? step : 0) };
	int r = db_ask_one(&t->db,
	    "UPDATE cut_round SET state = $6, since = CASE WHEN state = $6 "
	    "THEN since ELSE $7 END, sealed = sealed + $8 WHERE book = $1 AND "
	    "cycle = $2 AND date = $3 AND attempt = $4 AND state = $5 "
	    "RETURNING no",
	    v, 8, e);

	if (r > 0) {
		*no = db_cell_int(&t->db, 0);
		db_done(&t->db);
	}
	return r;
}

static struct db_value
values(const struct buf *b)
{
	if (!b)
		return (struct db_value){ 0 };
	return db_text(b->p ? buf_span(b) : SPAN(""));
}

static int
move_one(struct truth *t, const struct truth_move *m, int64_t no, struct err *e)
{
	const struct db_value v[] = { db_int(no), db_str(m->system),
		db_str(cut_state_name(m->from)),
		db_str(cut_event_name(m->doing)), db_str(cut_state_name(m->to)),
		db_str(cut_event_name(m->doing_to)), db_int(m->ready_to),
		db_int(truth_now(t)), values(m->sent), values(m->got),
		db_int(m->ready) };
	int r = db_ask_one(&t->db,
	    "UPDATE cut_stand SET state = $5, doing = $6, ready = $7, "
	    "since = CASE WHEN state = $5 AND doing = $6 THEN since ELSE $8 "
	    "END, sent = coalesce($9, sent), got = coalesce($10, got) "
	    "WHERE round = $1 AND system = $2 AND state = $3 AND doing = $4 "
	    "AND ready = $11 RETURNING place",
	    v, 11, e);

	if (r > 0)
		db_done(&t->db);
	return r;
}

static int
move_all(struct truth *t, const struct truth_move *m, int64_t no, struct err *e)
{
	const struct db_value v[] = { db_int(no),
		db_str(cut_state_name(m->from)),
		db_str(cut_event_name(m->doing)), db_str(cut_state_name(m->to)),
		db_str(cut_event_name(m->doing_to)), db_int(truth_now(t)) };
	int r = db_ask_one(&t->db,
	    "SELECT 1 FROM cut_stand WHERE round = $1 AND "
	    "(state <> $2 OR doing <> $3)",
	    v, 3, e);

	if (r < 0)
		return -1;
	if (r > 0) {
		db_done(&t->db);
		return 0;
	}
	return db_do(&t->db,
		   "UPDATE cut_stand SET state = $4, doing = $5, since = $6 "
		   "WHERE round = $1 AND state = $2 AND doing = $3",
		   v, 6, e)
	    ? -1
	    : 1;
}

/* Nothing was extracted since? 1, 0, -1. */
static int
is_last_seen(
    struct truth *t, const struct truth_move *m, int64_t no, struct err *e)
{
	const struct db_value v[] = { db_int(no), db_int(m->seen),
		db_str(TRUTH_EXTRACTED) };
	int r = db_ask_one(&t->db,
	    "SELECT 1 FROM cut_step WHERE round = $1 AND number > $2 AND "
	    "what = $3 LIMIT 1",
	    v, 3, e);

	if (r > 0)
		db_done(&t->db);
	return r < 0 ? -1 : !r;
}

/* 1, 0 where anything is otherwise, -1. */
static int
move(struct truth *t, const struct truth_move *m, int64_t step, struct err *e)
{
	const struct truth_said said = { .system = m->system,
		.what = m->what,
		.why = m->why,
		.evidence = m->evidence };
	int64_t no = 0;
	int r;

	if (m->until && truth_now(t) > m->until)
		return 0;
	r = move_round(t, m, step, &no, e);
	if (r > 0 && m->seen)
		r = is_last_seen(t, m, no, e);
	if (r > 0 && m->system)
		r = move_one(t, m, no, e);
	else if (r > 0 && m->from != m->to)
		r = move_all(t, m, no, e);
	if (r <= 0)
		return r;
	return truth_append(t, step, no, &said, e) ? -1 : 1;
}

int
truth_move(
    struct truth *t, const struct truth_move *m, bool *moved, struct err *e)
{
	int64_t step;
	int done;

	if (truth_change(t, &step, e))
		return -1;
	done = move(t, m, step, e);
	if (truth_end(t, done, e))
		return -1;
	*moved = done > 0;
	return 0;
}
