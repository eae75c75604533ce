#include "store/items.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/tables/schema.h"

/* Each statement with these values, up to the NULL. */
static int
do_all(struct store *s, const char *const *sql, const struct db_value *v,
    size_t n, struct err *e)
{
	for (; *sql; sql++)
		if (store_do(s, *sql, v, n, e))
			return -1;
	return 0;
}

int
items_forget(struct store *s, int64_t day, struct err *e)
{
	const struct db_value v = db_int(day);

	return db_do(&s->db, "DELETE FROM event WHERE day = $1", &v, 1, e);
}

/* What was before the date: closed by no day from then on, unless an older one
 * closed it. */
static int
take_back(struct store *s, const char *book, const char *date, struct err *e)
{
	static const char *const sql[] = {
		"DELETE FROM event WHERE book = $1 AND day IN (SELECT no FROM "
		"day WHERE book = $1 AND date >= $2)",
		"DELETE FROM item WHERE book = $1 AND seen >= $2 AND NOT "
		"EXISTS (SELECT 1 FROM event e WHERE e.book = item.book AND "
		"e.item = item.id AND e.what = 'new')",
		"UPDATE item SET closed = NULL, closed_by = NULL WHERE book = "
		"$1 AND closed >= $2",
		"UPDATE item SET closed = (SELECT max(d.date) FROM event e "
		"JOIN day d ON d.no = e.day WHERE e.book = item.book AND "
		"e.item = item.id AND e.what IN ('rolled', 'adjusted')), "
		"closed_by = (SELECT max(e.what) FROM event e WHERE e.book = "
		"item.book AND e.item = item.id AND e.what IN ('rolled', "
		"'adjusted')) WHERE book = $1 AND closed IS NULL AND $2 <> '' "
		"AND EXISTS (SELECT 1 FROM event e WHERE e.book = item.book "
		"AND e.item = item.id AND e.what IN ('rolled', 'adjusted'))",
		NULL,
	};
	const struct db_value v[] = { db_str(book), db_str(date) };

	return do_all(s, sql, v, 2, e);
}

/* Adds names of columns, each before the text and after a comma. */
static void
put_columns(struct buf *b, const struct store *s, const char *form)
{
	for (size_t i = 0; i < s->columns.n; i++) {
		buf_str(b, ", ");
		for (const char *p = form; *p; p++)
			if (*p == '%')
				schema_name(b, s->columns.list[i]);
			else
				buf_byte(b, *p);
	}
}

/* The items of the legs that are open in the evening of a day. */
static int
put_open(struct store *s, int64_t day, struct err *e)
{
	const struct db_value v = db_int(day);
	struct buf sql = { 0 };
	int r;

	buf_str(&sql,
	    "INSERT INTO item (book, id, key, side, class, {cols amount}, "
	    "currency, date, first, seen, fields");
	put_columns(&sql, s, "%");
	buf_str(&sql,
	    ") SELECT book, id, key, side, class, {cols amount}, currency, "
	    "date, first, on_date, fields");
	for (size_t i = 0; i < s->columns.n; i++) {
		buf_str(&sql, ", ");
		schema_field_of_either(
		    &sql, s->db.kind, "fields", s->columns.list[i]);
	}
	buf_str(&sql,
	    " FROM leg WHERE day = $1 ON CONFLICT (book, id) DO UPDATE SET "
	    "class = excluded.class, seen = excluded.seen, fields = "
	    "excluded.fields, closed = NULL, closed_by = NULL");
	put_columns(&sql, s, "% = excluded.%");
	buf_byte(&sql, '\0');
	r = store_do(s, sql.p, &v, 1, e);
	buf_free(&sql);
	return r;
}

/* An id is that of one leg. */
static int
check_ids(struct store *s, int64_t day, struct err *e)
{
	const struct db_value v = db_int(day);
	int r;

	if (db_ask(&s->db,
		"SELECT min(key), id FROM leg WHERE day = $1 GROUP BY id "
		"HAVING count(*) > 1 ORDER BY id LIMIT 1",
		&v, 1, e))
		return -1;
	r = db_next(&s->db, e);
	if (r > 0)
		err_set(e, ST_DATA,
		    "two open items have the id %s, one of "
		    "them of key %s",
		    excerpt(db_cell(&s->db, 1)).s,
		    excerpt(db_cell(&s->db, 0)).s);
	db_done(&s->db);
	return r ? -1 : 0;
}

static int
apply(struct store *s, int64_t day, struct err *e)
{
	/* what a replaced day has opened again says so itself until it closes */
	static const char *const opened[] = {
		"INSERT INTO event (book, item, day, what, who) SELECT l.book, "
		"l.id, l.day, CASE WHEN i.id IS NULL THEN 'new' ELSE "
		"'reopened' END, CASE WHEN i.id IS NOT NULL THEN "
		"substr(l.reopened, {comma l.reopened} + 1) END FROM leg l "
		"LEFT JOIN item i ON i.book = l.book AND i.id = l.id WHERE "
		"l.day = $1 AND (i.id IS NULL OR i.closed IS NOT NULL OR "
		"substr(l.reopened, 1, 10) = '' || l.on_date)",
		NULL,
	};
	static const char *const closed[] = {
		"INSERT INTO event (book, item, day, what, who) SELECT c.book, "
		"c.id, c.day, c.what, c.who FROM closing c WHERE c.day = $1",
		"UPDATE item SET closed = (SELECT d.date FROM day d WHERE d.no "
		"= $1), closed_by = (SELECT max(e.what) FROM event e WHERE "
		"e.book = item.book AND e.item = item.id AND e.day = $1 AND "
		"e.what IN ('rolled', 'adjusted')) WHERE book = (SELECT d.book "
		"FROM day d WHERE d.no = $1) AND id IN (SELECT item FROM event "
		"WHERE day = $1 AND what IN ('rolled', 'adjusted'))",
		NULL,
	};
	const struct db_value v = db_int(day);

	return check_ids(s, day, e) || do_all(s, opened, &v, 1, e) ||
		put_open(s, day, e) || do_all(s, closed, &v, 1, e)
	    ? -1
	    : 0;
}

/* A list of days by their numbers. */
struct days {
	int64_t *no; /* owned */
	size_t n, cap;
};

static int
ask_days(struct store *s, const char *sql, const struct db_value *v,
    struct days *days, struct err *e)
{
	int r;

	if (db_ask(&s->db, sql, v, 2, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0) {
		days->no = mem_grow(
		    days->no, &days->cap, days->n + 1, sizeof *days->no);
		days->no[days->n++] = db_cell_int(&s->db, 0);
	}
	return r;
}

int
items_rebuild(struct store *s, const char *book, int32_t date, bool replaced,
    struct err *e)
{
	struct store_date day = store_date(date);
	const struct db_value v[] = { db_str(book), db_str(day.text) };
	struct days before = { 0 }, days = { 0 };
	int r = ask_days(s,
	    "SELECT no FROM day WHERE book = $1 AND date < $2 AND pruned = 0 "
	    "ORDER BY date DESC LIMIT 1",
	    v, &before, e);

	if (r == 0)
		r = ask_days(s,
		    "SELECT no FROM day WHERE book = $1 AND date >= $2 ORDER "
		    "BY date",
		    v, &days, e);
	if (r == 0 && (replaced || days.n > 1)) {
		r = take_back(s, book, day.text, e);
		if (r == 0 && before.n)
			r = put_open(s, before.no[0], e);
	}
	for (size_t i = 0; i < days.n && r == 0; i++)
		r = apply(s, days.no[i], e);
	free(before.no);
	free(days.no);
	return r;
}
