#include "store/days/day_facts.h"

/* A stage is complete. */
static int
hand_out(
    int64_t stage, struct buf *text, day_facts_fn *fn, void *arg, struct err *e)
{
	int r = text->len ? fn(arg, stage, text, e) : 0;

	buf_clear(text);
	return r;
}

int
day_facts_each(
    struct store *s, int64_t day, day_facts_fn *fn, void *arg, struct err *e)
{
	const struct db_value v = db_int(day);
	struct buf text = { 0 };
	int64_t stage = 0;
	int r;

	if (db_ask(&s->db,
		"SELECT stage, name, value FROM fact WHERE day = $1 ORDER BY "
		"stage, line",
		&v, 1, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0) {
		if (db_cell_int(&s->db, 0) != stage &&
		    hand_out(stage, &text, fn, arg, e)) {
			db_done(&s->db);
			r = -1;
			break;
		}
		stage = db_cell_int(&s->db, 0);
		buf_add(&text, db_cell(&s->db, 1));
		buf_byte(&text, '\t');
		buf_add(&text, db_cell(&s->db, 2));
		buf_byte(&text, '\n');
	}
	if (r == 0)
		r = hand_out(stage, &text, fn, arg, e);
	buf_free(&text);
	return r;
}
