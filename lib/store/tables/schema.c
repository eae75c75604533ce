#include "store/tables/schema.h"

#include <string.h>

/* How the two say the same; "%" stands for what is behind the word, but before a
 * number. */
static const struct word {
	const char *word, *sqlite, *postgres;
} words[] = {
	{ "int", "INTEGER", "bigint" },
	{ "text", "TEXT", "text COLLATE \"C\"" },
	{ "date", "TEXT", "date" },
	{ "sequence", "", "CREATE SEQUENCE %" },
	{ "strict", " STRICT", "" },
	{ "id", "id INTEGER PRIMARY KEY, ", "" },
	{ "key", "", ", PRIMARY KEY (%)" },
	{ "amount", "% TEXT, %_whole INTEGER, %_frac INTEGER", "% numeric" },
	{ "cols", "%, %_whole, %_frac", "%" },
	{ "sum",
	    "CASE WHEN count(%) = count(%_whole) THEN sum(%_whole / 1000000000 "
	    "- (%_whole % 1000000000 < 0)) END AS %_u, "
	    "sum((%_whole % 1000000000 + 1000000000) % 1000000000) AS %_w, "
	    "sum(%_frac / 1000000000) AS %_h, "
	    "sum(%_frac % 1000000000) AS %_l, "
	    "max(max(length(%) - instr(% || '.', '.'), 0)) AS %_d",
	    "sum(%) AS %" },
	{ "ids",
	    "json_each('[\"' || replace({field closes}, ',', '\",\"') || "
	    "'\"]') j",
	    "unnest(string_to_array({field closes}, ',')) AS j(value)" },
	{ "pairs",
	    "json_each('[\"' || replace(replace(replace(%, '\\', '\\\\'), "
	    "'\"', '\\\"'), char(9), '\",\"') || '\"]') j",
	    "unnest(string_to_array(%, E'\\t')) AS j(value)" },
	{ "eq", "instr(j.value, '=')", "strpos(j.value, '=')" },
	{ "comma", "instr(%, ',')", "strpos(%, ',')" },
	{ "month", "substr(%, 1, 7)", "to_char(%, 'YYYY-MM')" },
	{ "cast", "{field %}", "CAST({field %} AS date)" },
	{ "cross", "CROSS JOIN", "JOIN" },
	{ "on", "WHERE", "ON" },
	{ "and", "AND", "WHERE" },
};

/* False for what is none of these words. */
static bool
put_word(struct buf *b, enum db_kind kind, struct span word, struct span rest)
{
	size_t i = 0, n = sizeof words / sizeof *words;
	struct buf text = { 0 };
	const char *form;

	while (i < n && !span_eq(word, span_str(words[i].word)))
		i++;
	if (i == n)
		return false;
	form = kind == DB_POSTGRES ? words[i].postgres : words[i].sqlite;
	for (; *form; form++)
		if (*form == '%' && strncmp(form, "% 1", 3))
			buf_add(&text, rest);
		else
			buf_byte(&text, *form);
	buf_byte(&text, '\0');
	schema_expand(b, kind, NULL, text.p);
	buf_free(&text);
	return true;
}

/* {as T.X Y}, {if C then T.X}: of each column of an amount. */
static void
put_columns_of(struct buf *b, enum db_kind kind, const char *before,
    struct span column, const char *behind, struct span name)
{
	static const char *const ends[] = { "", "_whole", "_frac" };

	for (int i = 0; i < (kind == DB_POSTGRES ? 1 : 3); i++) {
		buf_printf(b, "%s%s%.*s%s%s", i ? ", " : "", before,
		    (int)column.len, column.p, ends[i], behind);
		if (name.len)
			buf_printf(b, "%.*s%s", (int)name.len, name.p, ends[i]);
	}
}

/* Cuts s at the first text between; what is behind it is returned. */
static struct span
cut(struct span *s, const char *between)
{
	const char *at = strstr(s->p, between);
	struct span behind = { at + strlen(between), 0 };

	behind.len = s->len - (size_t)(behind.p - s->p);
	s->len = (size_t)(at - s->p);
	return behind;
}

static void
put_if(struct buf *b, enum db_kind kind, struct span rest)
{
	struct span column = cut(&rest, " then ");
	struct buf before = { 0 };

	buf_printf(&before, "CASE WHEN %.*s THEN ", (int)rest.len, rest.p);
	buf_byte(&before, '\0');
	put_columns_of(b, kind, before.p, column, " END", (struct span){ 0 });
	buf_free(&before);
}

static void
put_days(struct buf *b, enum db_kind kind, struct span later)
{
	struct span from = cut(&later, ", ");

	buf_printf(b,
	    kind == DB_POSTGRES ? "greatest(0, %.*s - %.*s)"
				: "max(0, CAST(julianday(%.*s) - "
				  "julianday(%.*s) AS INTEGER))",
	    (int)later.len, later.p, (int)from.len, from.p);
}

static void
put_field_columns(struct buf *b, const struct names *columns, struct span table)
{
	for (size_t i = 0; columns && i < columns->n; i++) {
		buf_printf(b, ", %.*s.", (int)table.len, table.p);
		schema_name(b, columns->list[i]);
	}
}

/* What stands in braces. */
static void
put_brace(struct buf *b, enum db_kind kind, const struct names *columns,
    struct span rest)
{
	struct span word = rest, to;
	size_t n = 0;

	while (n < rest.len && rest.p[n] != ' ')
		n++;
	word.len = n;
	n += n < rest.len;
	rest = (struct span){ rest.p + n, rest.len - n };
	if (put_word(b, kind, word, rest))
		return;
	if (span_eq(word, SPAN("field"))) {
		schema_field(b, kind, "r.fields", rest);
	} else if (span_eq(word, SPAN("as"))) {
		to = cut(&rest, " ");
		put_columns_of(b, kind, "", rest, " AS ", to);
	} else if (span_eq(word, SPAN("if"))) {
		put_if(b, kind, rest);
	} else if (span_eq(word, SPAN("days"))) {
		put_days(b, kind, rest);
	} else if (span_eq(word, SPAN("columns"))) {
		put_field_columns(b, columns, rest);
	} else if (kind == DB_POSTGRES) { /* shown */
		buf_add(b, rest);
	} else {
		schema_sum_text(b, rest);
	}
}

void
schema_expand(struct buf *b, enum db_kind kind, const struct names *columns,
    const char *text)
{
	const char *open;

	while ((open = strchr(text, '{')) != NULL) {
		const char *close = strchr(open, '}');

		buf_add(b, (struct span){ text, (size_t)(open - text) });
		put_brace(b, kind, columns,
		    (struct span){ open + 1, (size_t)(close - open - 1) });
		text = close + 1;
	}
	buf_str(b, text);
}

void
schema_print(struct buf *b, enum db_kind kind)
{
	for (size_t i = 0; schema_text[i]; i++) {
		size_t len = b->len;

		schema_expand(b, kind, NULL, schema_text[i]);
		if (b->len > len)
			buf_str(b, ";\n\n");
	}
}

int
schema_run(
    struct db *d, const struct names *columns, const char *text, struct err *e)
{
	struct buf sql = { 0 };
	int r;

	schema_expand(&sql, d->kind, columns, text);
	buf_byte(&sql, '\0');
	r = db_run(d, sql.p, e);
	buf_free(&sql);
	return r;
}

int
schema_make(struct db *d, struct err *e)
{
	const struct db_value version = db_int(SCHEMA_VERSION);

	for (size_t i = 0; schema_text[i]; i++)
		if (schema_run(d, NULL, schema_text[i], e))
			return -1;
	return db_do(d, "INSERT INTO recon_store VALUES ($1)", &version, 1, e);
}
