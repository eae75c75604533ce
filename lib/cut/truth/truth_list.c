/* Dates and steps, for who asks. */
#include "cut/truth/truth_inside.h"

static int
take_date(
    struct truth *t, enum cut_cycle cycle, struct truth_date *d, struct err *e)
{
	d->attempts = (unsigned)db_cell_int(&t->db, 1);
	d->sealed = db_cell_int(&t->db, 3);
	return truth_cell_date(t, cycle, 0, &d->date, e) ||
		truth_cell_state(t, 2, &d->state, e) ||
		truth_cell_date(t, cycle, 4, &d->next, e)
	    ? -1
	    : 0;
}

int
truth_dates(struct truth *t, const char *book, enum cut_cycle cycle,
    int32_t from, int (*each)(void *, const struct truth_date *, struct err *),
    void *arg, struct err *e)
{
	const struct truth_day day = truth_day(cycle, from);
	const struct db_value v[] = { db_str(book), truth_cycle(cycle),
		db_str(day.text) };
	int r;

	if (db_ask(&t->db,
		"SELECT r.date, r.attempt, r.state, r.sealed, r.next FROM "
		"cut_round r "
		"WHERE r.book = $1 AND r.cycle = $2 AND r.date >= $3 AND "
		"r.attempt = (SELECT max(s.attempt) FROM cut_round s WHERE "
		"s.book = r.book AND s.cycle = r.cycle AND s.date = r.date) "
		"ORDER BY r.date",
		v, 3, e))
		return -1;
	while ((r = db_next(&t->db, e)) > 0) {
		struct truth_date d;

		if (take_date(t, cycle, &d, e) || each(arg, &d, e)) {
			db_done(&t->db);
			return -1;
		}
	}
	return r;
}

int
truth_latest(struct truth *t, const char *book, enum cut_cycle cycle,
    int32_t *date, struct err *e)
{
	const struct db_value v[] = { db_str(book), truth_cycle(cycle) };
	int r = db_ask_one(&t->db,
	    "SELECT date FROM cut_round WHERE book = $1 AND cycle = $2 "
	    "ORDER BY date DESC LIMIT 1",
	    v, 2, e);

	if (r == 1 && truth_cell_date(t, cycle, 0, date, e))
		r = -1;
	db_done(&t->db);
	return r;
}

static int
take_step(struct truth *t, struct truth_step *s, struct err *e)
{
	s->number = db_cell_int(&t->db, 0);
	s->at = db_cell_int(&t->db, 1);
	s->key.attempt = (unsigned)db_cell_int(&t->db, 3);
	s->system = db_cell(&t->db, 4).p;
	s->what = db_cell(&t->db, 5).p;
	s->who = db_cell(&t->db, 6).p;
	s->why = db_cell(&t->db, 7).p;
	s->evidence = db_cell(&t->db, 8);
	return truth_cell_date(t, s->key.cycle, 2, &s->key.date, e);
}

int
truth_steps(struct truth *t, const struct truth_key *k, int64_t after,
    int (*each)(void *, const struct truth_step *, struct err *), void *arg,
    struct err *e)
{
	struct truth_day day = { "" };
	struct truth_step s = { .key = *k };
	int r;

	if (k->date != INT32_MIN)
		day = truth_day(k->cycle, k->date);
	const struct db_value v[] = { db_str(k->book), truth_cycle(k->cycle),
		db_int(after), db_str(day.text), db_int(k->attempt) };

	if (db_ask(&t->db,
		"SELECT s.number, s.at, r.date, r.attempt, s.system, s.what, "
		"s.who, s.why, s.evidence FROM cut_step s JOIN cut_round r ON "
		"r.no = s.round WHERE r.book = $1 AND r.cycle = $2 AND "
		"s.number > $3 AND (r.date = $4 OR $4 = '') AND "
		"(r.attempt = $5 OR $5 = 0) ORDER BY s.number",
		v, 5, e))
		return -1;
	while ((r = db_next(&t->db, e)) > 0)
		if (take_step(t, &s, e) || each(arg, &s, e)) {
			db_done(&t->db);
			return -1;
		}
	return r;
}

int
truth_last(struct truth *t, int64_t *step, struct err *e)
{
	int r = db_ask_one(&t->db, "SELECT step FROM recon_cut", NULL, 0, e);

	if (r < 0)
		return -1;
	*step = r ? db_cell_int(&t->db, 0) : 0;
	db_done(&t->db);
	return 0;
}
