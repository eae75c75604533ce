#include "store/tables/day_list.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/time/date.h"

static int
add(struct day_list *l, struct store *s, struct err *e)
{
	struct span date = db_cell(&s->db, 3);
	struct day_list_day d = { 0 };

	if (!date_parse(date, &d.day))
		return err_set(e, ST_DATA, "%s: \"%s\" is no day YYYY-MM-DD",
		    s->db.name, excerpt(date).s);
	date_format(d.day, d.date);
	d.no = db_cell_int(&s->db, 0);
	d.records = db_cell_int(&s->db, 1);
	d.book = mem_dup(db_cell(&s->db, 2));
	d.total = mem_dup(db_cell(&s->db, 4));
	d.digest = mem_dup(db_cell(&s->db, 5));
	d.pruned = db_cell_int(&s->db, 6) != 0;
	l->of = mem_grow(l->of, &l->cap, l->n + 1, sizeof *l->of);
	l->of[l->n++] = d;
	return 0;
}

int
day_list_read(
    struct day_list *l, struct store *s, const char *book, struct err *e)
{
	const struct db_value v = db_str(book ? book : "");
	int r;

	*l = (struct day_list){ 0 };
	if (db_ask(&s->db,
		"SELECT no, records, book, date, total, digest, pruned FROM "
		"day WHERE book = $1 OR $1 = '' ORDER BY book, date",
		&v, 1, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0)
		if (add(l, s, e)) {
			db_done(&s->db);
			return -1;
		}
	if (r == 0 && book && l->n == 0)
		return err_set(e, ST_FAIL, "%s: a day of %s is not loaded",
		    s->db.name, book);
	return r;
}

void
day_list_free(struct day_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->of[i].book);
		free(l->of[i].total);
		free(l->of[i].digest);
	}
	free(l->of);
	*l = (struct day_list){ 0 };
}
