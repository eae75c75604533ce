/* Transactions that change a truth, and their steps. */
#include "cut/truth/truth_inside.h"
#include "sys/clock.h"

int64_t
truth_now(const struct truth *t)
{
	return t->has_at ? t->at : clock_wall_s();
}

struct truth_day
truth_day(enum cut_cycle c, int32_t date)
{
	struct truth_day d = { "" };

	cut_cycle_format(c, date, d.text);
	return d;
}

int
truth_cell_date(const struct truth *t, enum cut_cycle c, int column,
    int32_t *date, struct err *e)
{
	struct span s = db_cell(&t->db, column);

	if (cut_cycle_parse(c, s, date))
		return 0;
	return err_set(e, ST_DATA, "%s: is damaged: \"%s\" is no date",
	    t->db.name, excerpt(s).s);
}

int
truth_cell_state(
    const struct truth *t, int column, enum cut_state *state, struct err *e)
{
	struct span s = db_cell(&t->db, column);

	if (s.p && cut_state_named(s.p, state))
		return 0;
	return err_set(e, ST_DATA, "%s: is damaged: \"%s\" is no state",
	    t->db.name, excerpt(s).s);
}

/* 1, 0 where it has no row, -1. */
static int
count(struct truth *t, int64_t *step, struct err *e)
{
	int r = db_ask_one(&t->db,
	    "UPDATE recon_cut SET step = step + 1 RETURNING step", NULL, 0, e);

	if (r > 0) {
		*step = db_cell_int(&t->db, 0);
		db_done(&t->db);
	}
	return r;
}

/* Whoever has counted comes before all others, also in what they see. */
int
truth_change(struct truth *t, int64_t *step, struct err *e)
{
	int r;

	if (db_begin(&t->db, "cut", e))
		return -1;
	r = count(t, step, e);
	if (r > 0)
		return 0;
	if (r == 0)
		err_set(e, ST_DATA, "%s: is damaged: it counts no steps",
		    t->db.name);
	return truth_end(t, -1, e);
}

int
truth_end(struct truth *t, int done, struct err *e)
{
	struct err ignored;

	if (done > 0 && db_commit(&t->db, e) == 0)
		return 0;
	db_rollback(&t->db, &ignored);
	return done == 0 ? 0 : -1;
}

int
truth_find(
    struct truth *t, const struct truth_key *k, int64_t *no, struct err *e)
{
	const struct truth_day day = truth_day(k->cycle, k->date);
	const struct db_value v[] = { db_str(k->book), truth_cycle(k->cycle),
		db_str(day.text), db_int(k->attempt) };
	int r = db_ask_one(&t->db,
	    "SELECT no FROM cut_round WHERE book = $1 AND cycle = $2 AND "
	    "date = $3 AND (attempt = $4 OR $4 = 0) "
	    "ORDER BY attempt DESC LIMIT 1",
	    v, 4, e);

	if (r > 0) {
		*no = db_cell_int(&t->db, 0);
		db_done(&t->db);
	}
	return r;
}

int
truth_append(struct truth *t, int64_t step, int64_t round,
    const struct truth_said *s, struct err *e)
{
	const struct db_value v[] = { db_int(step), db_int(round),
		db_int(truth_now(t)), truth_text(s->system), db_str(s->what),
		truth_text(t->who), truth_text(s->why),
		db_text(s->evidence.p ? s->evidence : SPAN("")) };

	return db_do(&t->db,
	    "INSERT INTO cut_step (number, round, at, system, what, who, why, "
	    "evidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	    v, 8, e);
}
