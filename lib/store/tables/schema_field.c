/* Names and carried fields in SQL. */
#include "store/tables/schema.h"

/* Adds a name or text of SQL, in these quotes. */
static void
put_quoted(struct buf *b, char quote, struct span s)
{
	buf_byte(b, quote);
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == quote)
			buf_byte(b, quote);
		buf_byte(b, s.p[i]);
	}
	buf_byte(b, quote);
}

void
schema_name(struct buf *b, struct span name)
{
	put_quoted(b, '"', name);
}

void
schema_field(struct buf *b, enum db_kind kind, const char *f, struct span name)
{
	struct buf full = { 0 }, key = { 0 };
	const char *k;

	buf_add(&full, name);
	buf_byte(&full, '=');
	put_quoted(&key, '\'', buf_span(&full));
	buf_byte(&key, '\0');
	k = key.p;
	if (kind == DB_POSTGRES)
		buf_printf(b,
		    "CASE WHEN strpos(E'\\t' || %s, E'\\t' || %s) > 0 THEN "
		    "split_part(split_part(E'\\t' || %s, E'\\t' || %s, 2), "
		    "E'\\t', 1) END",
		    f, k, f, k);
	else
		buf_printf(b,
		    "CASE WHEN instr(char(9) || %s, char(9) || %s) > 0 THEN "
		    "substr(%s, instr(char(9) || %s, char(9) || %s) + "
		    "length(%s), instr(substr(%s, instr(char(9) || %s, char(9) "
		    "|| %s) + length(%s)) || char(9), char(9)) - 1) END",
		    f, k, f, f, k, k, f, f, k, k);
	buf_free(&full);
	buf_free(&key);
}

void
schema_field_of_either(
    struct buf *b, enum db_kind kind, const char *text, struct span name)
{
	static const char *const sides[] = { "l.", "r.", "" };
	struct buf full = { 0 };

	buf_str(b, "coalesce(");
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		buf_clear(&full);
		buf_str(&full, sides[i]);
		buf_add(&full, name);
		if (i)
			buf_str(b, ", ");
		schema_field(b, kind, text, buf_span(&full));
	}
	buf_byte(b, ')');
	buf_free(&full);
}
