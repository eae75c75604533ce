/* A round is read, at one moment. */
#include <stdlib.h>

#include "base/mem.h"
#include "cut/truth/truth_inside.h"

/* The row of the round, at which the database stands. */
static int
take_row(struct truth *t, struct truth_round *r, struct err *e)
{
	struct span digest = db_cell(&t->db, 7);

	r->exists = true;
	r->key.attempt = (unsigned)db_cell_int(&t->db, 1);
	r->cut_off = db_cell_int(&t->db, 4);
	r->late = db_cell_int(&t->db, 5) != 0;
	buf_add(&r->text, db_cell(&t->db, 6));
	r->since = db_cell_int(&t->db, 8);
	r->sealed = db_cell_int(&t->db, 9);
	if (digest.len >= sizeof r->digest)
		return err_set(e, ST_DATA,
		    "%s: is damaged: \"%s\" is no digest", t->db.name,
		    excerpt(digest).s);
	*span_put(r->digest, digest) = '\0';
	return truth_cell_state(t, 2, &r->state, e) ||
		truth_cell_date(t, r->key.cycle, 3, &r->next, e)
	    ? -1
	    : 0;
}

/* 1, 0 where there is none, -1; *no is its number. */
static int
read_row(struct truth *t, const struct truth_key *k, struct truth_round *r,
    int64_t *no, struct err *e)
{
	const struct truth_day day = truth_day(k->cycle, k->date);
	const struct db_value v[] = { db_str(k->book), truth_cycle(k->cycle),
		db_str(day.text), db_int(k->attempt) };
	int there = db_ask_one(&t->db,
	    "SELECT no, attempt, state, next, cut_off, late, body, digest, "
	    "since, sealed FROM cut_round WHERE book = $1 AND cycle = $2 AND "
	    "date = $3 AND (attempt = $4 OR $4 = 0) "
	    "ORDER BY attempt DESC LIMIT 1",
	    v, 4, e);

	if (there <= 0)
		return there;
	*no = db_cell_int(&t->db, 0);
	there = take_row(t, r, e) ? -1 : 1;
	db_done(&t->db);
	return there;
}

static int
take_stand(struct truth *t, struct truth_stand *s, struct err *e)
{
	struct span doing = db_cell(&t->db, 2);

	s->system = mem_dup(db_cell(&t->db, 0));
	s->ready = db_cell_int(&t->db, 3) != 0;
	s->since = db_cell_int(&t->db, 4);
	buf_add(&s->sent, db_cell(&t->db, 5));
	buf_add(&s->got, db_cell(&t->db, 6));
	if (!doing.p || !cut_event_named(doing.p, &s->doing))
		return err_set(e, ST_DATA, "%s: is damaged: \"%s\" is no event",
		    t->db.name, excerpt(doing).s);
	return truth_cell_state(t, 1, &s->state, e);
}

static int
read_stands(struct truth *t, struct truth_round *r, int64_t no, struct err *e)
{
	const struct db_value v = db_int(no);
	size_t cap = 0;
	int more;

	if (db_ask(&t->db,
		"SELECT system, state, doing, ready, since, sent, got "
		"FROM cut_stand WHERE round = $1 ORDER BY place",
		&v, 1, e))
		return -1;
	while ((more = db_next(&t->db, e)) > 0) {
		r->systems =
		    mem_grow(r->systems, &cap, r->n + 1, sizeof *r->systems);
		r->systems[r->n] = (struct truth_stand){ 0 };
		if (take_stand(t, &r->systems[r->n++], e)) {
			db_done(&t->db);
			return -1;
		}
	}
	return more;
}

/* What no rule has made was changed by somebody else. */
static int
check(struct truth *t, const struct truth_round *r, struct err *e)
{
	struct cut_round c = { .exists = true, .state = r->state, .n = r->n };
	const struct truth_day day = truth_day(r->key.cycle, r->key.date);
	const char *of = "the round", *is = cut_state_name(r->state);
	size_t at;
	bool is_sound;

	c.systems = mem_zeroed(r->n + 1, sizeof *c.systems);
	for (size_t i = 0; i < r->n; i++)
		c.systems[i] = (struct cut_stand){ .state = r->systems[i].state,
			.doing = r->systems[i].doing,
			.ready = r->systems[i].ready };
	is_sound = cut_round_is_sound(&c, &at);
	free(c.systems);
	if (is_sound && r->n > 0)
		return 0;
	if (at < r->n) {
		of = r->systems[at].system;
		is = cut_state_name(r->systems[at].state);
	}
	return err_set(e, ST_DATA,
	    "%s: is damaged: %s %s: %s cannot be %s in a round that is %s",
	    t->db.name, r->key.book, day.text, of, is,
	    cut_state_name(r->state));
}

static int
read_all(struct truth *t, const struct truth_key *k, struct truth_round *r,
    struct err *e)
{
	int64_t no = 0;
	int there = read_row(t, k, r, &no, e);

	if (there <= 0)
		return there;
	return read_stands(t, r, no, e) || check(t, r, e) ? -1 : 0;
}

int
truth_look_begin(struct truth *t, struct err *e)
{
	if (t->looking == 0 && db_begin_read(&t->db, e))
		return -1;
	t->looking++;
	return 0;
}

int
truth_look_end(struct truth *t, int r, struct err *e)
{
	struct err ignored;

	if (--t->looking)
		return r;
	if (r == 0 && db_commit(&t->db, e) == 0)
		return 0;
	db_rollback(&t->db, &ignored);
	return -1;
}

int
truth_round(struct truth *t, const struct truth_key *k, struct truth_round *r,
    struct err *e)
{
	*r = (struct truth_round){ .key = *k };
	if (truth_look_begin(t, e))
		return -1;
	if (truth_look_end(t, read_all(t, k, r, e), e) == 0)
		return 0;
	truth_round_free(r);
	return -1;
}

void
truth_round_free(struct truth_round *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->systems[i].system);
		buf_free(&r->systems[i].sent);
		buf_free(&r->systems[i].got);
	}
	free(r->systems);
	buf_free(&r->text);
	*r = (struct truth_round){ 0 };
}
