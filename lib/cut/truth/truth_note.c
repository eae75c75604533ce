/* Steps that move nothing: what was said, extracts. */
#include "cut/truth/truth_inside.h"

static int
no_round(struct truth *t, const struct truth_key *k, struct err *e)
{
	const struct truth_day day = truth_day(k->cycle, k->date);

	return err_set(e, ST_FAIL, "%s: %s %s: has no round", t->db.name,
	    k->book, day.text);
}

static struct db_value
evidence(const struct truth_said *s)
{
	return db_text(s->evidence.p ? s->evidence : SPAN(""));
}

/* Does the last step of its system say just that? 1, 0, -1. */
static int
is_same(
    struct truth *t, int64_t no, const struct truth_said *said, struct err *e)
{
	const struct db_value v[] = { db_int(no), truth_text(said->system),
		db_str(said->what), truth_text(said->why), evidence(said) };
	int same = 0;
	int r = db_ask_one(&t->db,
	    "SELECT CASE WHEN what = $3 AND why = $4 AND evidence = $5 THEN 1 "
	    "ELSE 0 END FROM cut_step WHERE round = $1 AND system = $2 "
	    "ORDER BY number DESC LIMIT 1",
	    v, 5, e);

	if (r > 0) {
		same = (int)db_cell_int(&t->db, 0);
		db_done(&t->db);
	}
	return r < 0 ? -1 : same;
}

/* 1, 0 where it was said already, -1. */
static int
note(struct truth *t, const struct truth_key *k, int64_t step,
    const struct truth_said *said, struct err *e)
{
	int64_t no;
	int r = truth_find(t, k, &no, e);

	if (r == 0)
		return no_round(t, k, e);
	if (r > 0)
		r = is_same(t, no, said, e);
	if (r)
		return r < 0 ? -1 : 0;
	return truth_append(t, step, no, said, e) ? -1 : 1;
}

int
truth_note_unless_same(struct truth *t, const struct truth_key *k,
    const struct truth_said *said, struct err *e)
{
	int64_t step;

	if (truth_change(t, &step, e))
		return -1;
	return truth_end(t, note(t, k, step, said, e), e);
}

/* 1 where it is sealed, 0 where it is not, -1; *no is its number. */
static int
find_sealed(
    struct truth *t, const struct truth_key *k, int64_t *no, struct err *e)
{
	struct db_value v;
	int r = truth_find(t, k, no, e);

	if (r <= 0)
		return r;
	v = db_int(*no);
	r = db_ask_one(&t->db,
	    "SELECT 1 FROM cut_round WHERE no = $1 AND sealed > 0", &v, 1, e);
	if (r > 0)
		db_done(&t->db);
	return r;
}

/* Is it registered already? 1, 0, -1. */
static int
find_extract(struct truth *t, int64_t no, const char *system,
    const char *digest, struct err *e)
{
	const struct db_value v[] = { db_int(no), db_str(system),
		db_str(digest) };
	int r = db_ask_one(&t->db,
	    "SELECT 1 FROM cut_extract WHERE round = $1 AND system = $2 AND "
	    "digest = $3",
	    v, 3, e);

	if (r > 0)
		db_done(&t->db);
	return r;
}

static int
put_extract(struct truth *t, int64_t no, const char *system, const char *digest,
    int64_t step, struct err *e)
{
	const struct db_value v[] = { db_int(no), db_str(system),
		db_str(digest), db_int(step) };

	return db_do(&t->db,
	    "INSERT INTO cut_extract (round, system, digest, step) "
	    "VALUES ($1, $2, $3, $4)",
	    v, 4, e);
}

static int
register_extract(
    struct truth *t, const struct truth_extract *x, int64_t step, struct err *e)
{
	const struct truth_day day = truth_day(x->key.cycle, x->key.date);
	const struct truth_said said = { x->system, TRUTH_EXTRACTED, NULL,
		x->evidence };
	int64_t no;
	int r = find_sealed(t, &x->key, &no, e);

	if (r == 0)
		return err_set(e, ST_FAIL,
		    "%s: %s %s: is not sealed, and extracts are made behind "
		    "that",
		    t->db.name, x->key.book, day.text);
	if (r > 0)
		r = find_extract(t, no, x->system, x->digest, e);
	if (r == 0)
		r = put_extract(t, no, x->system, x->digest, step, e) ? -1 : 1;
	else if (r > 0)
		r = x->again(x->arg, e);
	if (r <= 0)
		return r;
	return truth_append(t, step, no, &said, e) ? -1 : 1;
}

int
truth_extract(struct truth *t, const struct truth_extract *x, struct err *e)
{
	int64_t step;

	if (truth_change(t, &step, e))
		return -1;
	return truth_end(t, register_extract(t, x, step, e), e);
}
