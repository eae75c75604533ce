#include "flow/keep/move_rows.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/visible_text.h"
#include "flow/store/tables.h"
#include "text/utf8.h"

/* Of rows, whatever their order. */
struct sum {
	uint64_t n, hash;
};

/* FNV-1a. */
static uint64_t
hash_cell(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (h ^ (s.p ? 0x100 : 0x200)) * 1099511628211u;
}

static void
add_row(struct sum *sum, const struct db_value *v, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = hash_cell(h, v[i].text);
	sum->hash += h ^ h >> 29;
	sum->n++;
}

/* A server takes UTF-8 alone: of words for people other bytes are shown as \xHH,
 * in what means something else they are refused. */
static int
check_text(const struct move_rows *m, const struct move_columns *c, size_t i,
    struct span *text, struct buf *shown, struct err *e)
{
	bool cut;

	if (m->ends.to->kind == DB_SQLITE ||
	    utf8_valid(*text, &cut) == text->len)
		return 0;
	if (!move_columns_is_words(c, i))
		return err_set(e, ST_DATA,
		    "%s: table %s, column %s: a text is not in UTF-8, and a "
		    "server takes no other",
		    m->ends.from->name, c->table, c->list[i].name);
	buf_clear(shown);
	visible_add_lines(shown, *text);
	*text = buf_span(shown);
	return 0;
}

static int
load(struct move_rows *m, const struct move_columns *c, struct sum *sum,
    struct err *e)
{
	struct db_value v[MOVE_COLUMNS_MAX];
	struct buf shown[MOVE_COLUMNS_MAX] = { 0 };
	int more;

	while ((more = db_next(m->ends.from, e)) > 0) {
		for (size_t i = 0; i < c->n && more > 0; i++) {
			struct span text = db_cell(m->ends.from, (int)i);

			if (text.p && check_text(m, c, i, &text, &shown[i], e))
				more = -1;
			v[i] = db_text(text);
		}
		if (more < 0 || db_load_row(m->ends.to, v, e)) {
			more = -1;
			break;
		}
		add_row(sum, v, c->n);
	}
	for (size_t i = 0; i < c->n; i++)
		buf_free(&shown[i]);
	return more;
}

/* What stands there now. */
static int
read_back(
    struct db *d, const struct move_columns *c, struct sum *sum, struct err *e)
{
	struct db_value v[MOVE_COLUMNS_MAX];
	int more;

	if (db_ask_large(d, c->read_back.p, NULL, 0, e))
		return -1;
	while ((more = db_next(d, e)) > 0) {
		for (size_t i = 0; i < c->n; i++)
			v[i] = db_text(db_cell(d, (int)i));
		add_row(sum, v, c->n);
	}
	return more;
}

/* Rows that are added to a server's table are numbered behind those that came. */
static int
number_rows(struct db *d, const struct move_columns *c, struct err *e)
{
	char sql[256];

	if (d->kind == DB_SQLITE || !c->numbers_rows)
		return 0;
	snprintf(sql, sizeof sql,
	    "SELECT setval(pg_get_serial_sequence('%s', 'id'), "
	    "coalesce(max(id), 0) + 1, false) FROM %s",
	    c->table, c->table);
	return db_do(d, sql, NULL, 0, e);
}

int
move_rows_copy(struct move_rows *m, const char *table, struct err *e)
{
	struct move_columns c = { 0 };
	struct sum from = { 0 }, to = { 0 };
	int r = move_columns_find(&c, &m->ends, table, e) ||
	    db_ask_large(m->ends.from, c.read.p, NULL, 0, e) ||
	    db_load_begin(m->ends.to, table, c.names.p, c.n, e) ||
	    load(m, &c, &from, e) || db_load_end(m->ends.to, e) ||
	    read_back(m->ends.to, &c, &to, e) || number_rows(m->ends.to, &c, e);

	if (r == 0 && (from.n != to.n || from.hash != to.hash))
		r = err_set(e, ST_BROKEN,
		    "%s: table %s: %llu rows were copied, and %llu are there, "
		    "or others",
		    m->ends.to->name, table, (unsigned long long)from.n,
		    (unsigned long long)to.n);
	m->n += from.n;
	move_columns_free(&c);
	return r ? -1 : 0;
}

/* Of runs, and of attempts. */
static int
read_next(struct db *d, int64_t n[2], struct err *e)
{
	if (db_ask(d,
		d->kind == DB_SQLITE
		    ? "SELECT run, attempt FROM counter"
		    : "SELECT r.last_value + CASE WHEN r.is_called THEN 1 ELSE "
		      "0 END, a.last_value + CASE WHEN a.is_called THEN 1000 "
		      "ELSE 0 END FROM run_id r, attempt_id a",
		NULL, 0, e) ||
	    db_next(d, e) < 0)
		return -1;
	n[0] = db_cell_int(d, 0);
	n[1] = db_cell_int(d, 1);
	db_done(d);
	return 0;
}

static int
copy_next(struct move_rows *m, struct err *e)
{
	int64_t n[2] = { 1, 1 };

	if (read_next(m->ends.from, n, e))
		return -1;
	const struct db_value v[] = { db_int(n[0]), db_int(n[1]) };

	return db_do(m->ends.to,
	    m->ends.to->kind == DB_SQLITE
		? "UPDATE counter SET run = $1, attempt = $2"
		: "SELECT setval('run_id', $1, false), "
		  "setval('attempt_id', $2, false)",
	    v, 2, e);
}

int
move_rows_copy_all(struct move_rows *m, struct err *e)
{
	for (size_t i = 0; i < tables_count; i++) {
		struct span name = tables_name(tables_text[i]);
		char table[64];

		if (!name.p || span_eq(name, SPAN("worker")))
			continue;
		snprintf(table, sizeof table, "%.*s", (int)name.len, name.p);
		if (move_rows_copy(m, table, e))
			return -1;
	}
	return copy_next(m, e);
}
