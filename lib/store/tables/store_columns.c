/* Columns for carried fields. */
#include <stdio.h>

#include "store/tables/schema.h"
#include "store/tables/store.h"

/* The statements for a column: %n is its name as SQL has it, %r and %i
 * are names of indexes, %v its value. */
static const char *const steps[] = {
	"ALTER TABLE result ADD COLUMN %n {text}",
	"ALTER TABLE item ADD COLUMN %n {text}",
	"UPDATE result SET %n = %v WHERE fields <> ''",
	"UPDATE item SET %n = %v WHERE fields <> ''",
	"CREATE INDEX %r ON result (%n)",
	"CREATE INDEX %i ON item (%n)",
};

static void
put_step(
    struct buf *sql, const struct store *s, const char *step, struct span name)
{
	for (; *step; step++) {
		struct buf index = { 0 };

		if (*step != '%') {
			buf_byte(sql, *step);
			continue;
		}
		switch (*++step) {
		case 'n':
			schema_name(sql, name);
			break;
		case 'r':
		case 'i':
			buf_str(&index, *step == 'r' ? "result_" : "item_");
			buf_add(&index, name);
			schema_name(sql, buf_span(&index));
			break;
		default:
			schema_field_of_either(sql, s->db.kind, "fields", name);
			break;
		}
		buf_free(&index);
	}
}

static int
add_column(struct store *s, struct span name, struct err *e)
{
	const struct db_value v = db_text(name);
	struct buf step = { 0 };
	int r = 0;

	for (size_t i = 0; i < sizeof steps / sizeof *steps && r == 0; i++) {
		buf_clear(&step);
		put_step(&step, s, steps[i], name);
		buf_byte(&step, '\0');
		r = store_do(s, step.p, NULL, 0, e);
	}
	buf_free(&step);
	return r
	    ? r
	    : db_do(&s->db, "INSERT INTO field_column VALUES ($1)", &v, 1, e);
}

/* by_month_NAME: the view by_month, by the values of a field as well. */
static int
make_month_view(struct store *s, struct span name, struct err *e)
{
	struct buf sql = { 0 }, view = { 0 };
	int r;

	buf_str(&view, "by_month_");
	buf_add(&view, name);
	buf_str(&sql, "CREATE VIEW ");
	schema_name(&sql, buf_span(&view));
	buf_str(&sql, " AS SELECT book, month, ");
	schema_name(&sql, name);
	buf_str(&sql,
	    ", class, currency, lines, {shown left_amount}, {shown "
	    "right_amount} FROM (SELECT book, month, ");
	schema_name(&sql, name);
	buf_str(&sql,
	    ", class, currency, count(*) AS lines, {sum left_amount}, {sum "
	    "right_amount} FROM once GROUP BY 1, 2, 3, 4, 5) s");
	buf_byte(&sql, '\0');
	r = store_do(s, sql.p, NULL, 0, e);
	buf_free(&sql);
	buf_free(&view);
	return r;
}

/* The view once has all columns, and those that are made of it go with it. */
static int
drop_views(struct store *s, struct err *e)
{
	struct buf sql = { 0 };
	int r;

	for (size_t i = 0; i < s->columns.n; i++) {
		struct buf view = { 0 };

		buf_str(&view, "by_month_");
		buf_add(&view, s->columns.list[i]);
		buf_str(&sql, "DROP VIEW ");
		schema_name(&sql, buf_span(&view));
		buf_str(&sql, "; ");
		buf_free(&view);
	}
	buf_str(&sql, "DROP VIEW by_month; DROP VIEW once");
	buf_byte(&sql, '\0');
	r = db_run(&s->db, sql.p, e);
	buf_free(&sql);
	return r;
}

static int
make_views(struct store *s, struct err *e)
{
	for (size_t i = 0; schema_text[i]; i++) {
		struct span sql = span_str(schema_text[i]);

		if ((span_begins(sql, SPAN("CREATE VIEW once ")) ||
			span_begins(sql, SPAN("CREATE VIEW by_month "))) &&
		    schema_run(&s->db, &s->columns, schema_text[i], e))
			return -1;
	}
	for (size_t i = 0; i < s->columns.n; i++)
		if (make_month_view(s, s->columns.list[i], e))
			return -1;
	return 0;
}

/* What stands in braces or after a "%" is not taken for a name. */
static int
check_name(struct span name, struct err *e)
{
	for (size_t i = 0; i < name.len; i++)
		if (strchr("{}%\"'=", name.p[i]) ||
		    (unsigned char)name.p[i] < ' ')
			return err_set(e, ST_FAIL,
			    "--column: \"%s\" cannot be the name of a column",
			    excerpt(name).s);
	return 0;
}

int
store_add_columns(struct store *s, const struct names *wanted, struct err *e)
{
	bool begun = false;

	for (size_t i = 0; i < wanted->n; i++) {
		struct span name = wanted->list[i];

		if (names_find(&s->columns, name) >= 0)
			continue;
		if (check_name(name, e) || (!begun && drop_views(s, e)) ||
		    add_column(s, name, e))
			return -1;
		names_add(&s->columns, name);
		begun = true;
	}
	return begun ? make_views(s, e) : 0;
}
