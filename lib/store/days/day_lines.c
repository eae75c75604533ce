#include "store/days/day_lines.h"

#include "text/tsv.h"

int
day_lines_find(struct store *s, const char *book, int32_t date,
    struct store_day *d, struct err *e)
{
	int r = store_find_day(s, book, date, d, e);

	if (r > 0 && !d->pruned)
		return 0;
	if (r >= 0)
		err_set(e, ST_FAIL,
		    r ? "%s: %s of %s was pruned"
		      : "%s: %s of %s is not loaded",
		    s->db.name, store_date(date).text, book);
	store_day_free(d);
	return -1;
}

#define LINE \
	"key, class, left_amount, right_amount, difference, currency, " \
	"date, fields"

int
day_lines_ask(struct store *s, int64_t day, struct err *e)
{
	static const char *const sql[] = {
		[DB_SQLITE] = "SELECT " LINE " FROM result WHERE id BETWEEN $1 "
			      "AND $2 ORDER BY id",
		[DB_POSTGRES] = "SELECT " LINE " FROM result WHERE day = $1 "
				"ORDER BY seq",
	};
	const struct db_value v[] = {
		db_int(
		    s->db.kind == DB_SQLITE ? day << DAY_LINES_SEQ_BITS : day),
		db_int(((day + 1) << DAY_LINES_SEQ_BITS) - 1),
	};

	return db_ask_large(
	    &s->db, sql[s->db.kind], v, s->db.kind == DB_SQLITE ? 2 : 1, e);
}

void
day_lines_add(const struct store *s, struct buf *b)
{
	enum { FIELDS = 7 }; /* before those carried */
	struct span cell;

	for (int i = 0; i < FIELDS; i++) {
		cell = db_cell(&s->db, i);
		if (i)
			buf_byte(b, '\t');
		buf_add(b, cell.p ? cell : SPAN(TSV_NONE));
	}
	cell = db_cell(&s->db, FIELDS);
	if (cell.len) {
		buf_byte(b, '\t');
		buf_add(b, cell);
	}
}
