#include "flow/keep/move_columns.h"

#include <inttypes.h>
#include <stdio.h>

#include "flow/store/tables.h"

/* Asks for the columns of a table: names, and whether they may be NULL. */
static int
ask(struct db *d, const char *table, struct err *e)
{
	const struct db_value v = db_str(table);

	return db_ask(d,
	    d->kind == DB_SQLITE
		? "SELECT name, \"notnull\" FROM pragma_table_info($1)"
		: "SELECT attname, CASE WHEN attnotnull THEN 1 ELSE 0 END FROM "
		  "pg_attribute WHERE attrelid = to_regclass($1) AND attnum > "
		  "0 AND NOT attisdropped ORDER BY attnum",
	    &v, 1, e);
}

static int
read_columns(
    struct move_columns *c, struct db *d, const char *table, struct err *e)
{
	int more;

	c->n = 0;
	if (ask(d, table, e))
		return -1;
	while ((more = db_next(d, e)) > 0) {
		struct move_column *to = &c->list[c->n];
		struct span name = db_cell(d, 0);

		if (c->n == MOVE_COLUMNS_MAX || name.len >= sizeof to->name)
			return err_set(e, ST_DATA,
			    "%s: table %s is none of a store", d->name, table);
		*span_put(to->name, name) = '\0';
		to->not_null = db_cell_int(d, 1) != 0;
		c->n++;
	}
	return more;
}

static bool
has(const struct move_columns *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->list[i].name, name))
			return true;
	return false;
}

/* What is to be read for a column: that, or what it is where the version before
 * has none. Who works in the directory has a number on a server, and none where
 * it is alone; a ticket is of a server's broker. */
static void
put_value(struct buf *b, const struct move_ends *m, const char *table,
    const struct move_column *c, bool is_there)
{
	bool to_server = m->to->kind == DB_POSTGRES;
	int64_t was = to_server ? 0 : m->worker, is = to_server ? m->worker : 0;

	if (!strcmp(table, "attempt") && !strcmp(c->name, "worker")) {
		if (is_there)
			buf_printf(b,
			    "CASE worker WHEN %" PRId64 " THEN %" PRId64
			    " ELSE worker END",
			    was, is);
		else
			buf_printf(b, "%" PRId64, is);
	} else if (!strcmp(table, "node") && !strcmp(c->name, "ticket")) {
		buf_str(b, "NULL");
	} else if (is_there) {
		buf_str(b, c->name);
	} else if (!strcmp(c->name, "version")) {
		buf_byte(b, '1');
	} else {
		buf_str(b, c->not_null ? "0" : "NULL");
	}
}

/* Notes of what each place has of its own stay there. */
static const char *
condition(const char *table)
{
	return strcmp(table, "note") ? ""
				     : " WHERE name NOT IN ('application', "
				       "'version', 'file', 'backup', 'moved', "
				       "'arriving')";
}

/* The first columns of a table are what its rows go by. */
static void
put_questions(struct move_columns *c, const struct move_columns *old,
    const struct move_ends *m)
{
	buf_str(&c->read, "SELECT ");
	for (size_t i = 0; i < c->n; i++) {
		buf_printf(&c->names, "%s%s", i ? ", " : "", c->list[i].name);
		buf_str(&c->read, i ? ", " : "");
		put_value(&c->read, m, c->table, &c->list[i],
		    has(old, c->list[i].name));
	}
	buf_printf(&c->read, " FROM %s%s", c->table, condition(c->table));
	if (m->to->kind == DB_SQLITE && c->n > 1)
		buf_printf(&c->read, " ORDER BY %s, %s", c->list[0].name,
		    c->list[1].name);
	buf_printf(&c->read_back, "SELECT %.*s FROM %s%s", (int)c->names.len,
	    c->names.p, c->table, condition(c->table));
	buf_byte(&c->names, '\0');
	buf_byte(&c->read, '\0');
	buf_byte(&c->read_back, '\0');
}

static bool
numbers_rows(const char *table)
{
	for (size_t i = 0; i < tables_count; i++)
		if (span_eq(tables_name(tables_text[i]), span_str(table)))
			return tables_number_rows(tables_text[i]);
	return false;
}

int
move_columns_find(struct move_columns *c, const struct move_ends *m,
    const char *table, struct err *e)
{
	struct move_columns old = { 0 };

	c->table = table;
	c->numbers_rows = numbers_rows(table);
	if (read_columns(c, m->to, table, e) ||
	    read_columns(&old, m->from, table, e))
		return -1;
	put_questions(c, &old, m);
	if (old.n == 0) { /* a table that the version before has not */
		buf_clear(&c->read);
		buf_str(&c->read, "SELECT 1 WHERE 1 = 0");
		buf_byte(&c->read, '\0');
	}
	return 0;
}

bool
move_columns_is_words(const struct move_columns *c, size_t i)
{
	static const char *const words[] = { "why", "who", "text", "late",
		"host", "title" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (!strcmp(c->list[i].name, words[k]))
			return true;
	return false;
}

void
move_columns_free(struct move_columns *c)
{
	buf_free(&c->names);
	buf_free(&c->read);
	buf_free(&c->read_back);
}
