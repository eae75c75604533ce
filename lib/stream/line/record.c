#include "stream/line/record.h"

#include "value/time/date.h"
#include "text/tsv.h"

bool
record_is_currency(struct span s)
{
	return tsv_is_none(s) || currency_is_code(s);
}

char
record_side(struct span s)
{
	if (s.len == 1 && (s.p[0] == 'L' || s.p[0] == 'R'))
		return s.p[0];
	return 0;
}

bool
record_is_date(struct span s)
{
	return tsv_is_none(s) || date_is(s);
}

bool
record_is_key(struct span key)
{
	return key.len && (unsigned char)key.p[0] >= '$' && !tsv_is_none(key) &&
	    !tsv_has_control(key);
}

static int
bad_key(struct span key, struct err *e)
{
	if (key.len == 0 || tsv_is_none(key))
		return err_set(e, ST_DATA, "the key is empty");
	return err_set(e, ST_DATA, "key \"%s\": %s", excerpt(key).s,
	    (unsigned char)key.p[0] < '$'
		? "its first byte must be written as \\xHH"
		: "control bytes must be written as \\xHH");
}

static int
bad_end(struct span line, struct err *e)
{
	if (line.p[line.len - 1] == '\r')
		return err_set(e, ST_DATA, "the line ends in CR LF, not in LF");
	return err_set(e, ST_DATA, "a control byte in a carried field");
}

/* True for n=COUNT, in which recon-sort -g says how many records were added up
 * to this one. */
static bool
is_count(struct span field)
{
	return field.p[0] == 'n' && field.p[1] == '=';
}

bool
record_is_carried(struct span field)
{
	return field.len >= 2 && memchr(field.p + 1, '=', field.len - 1);
}

static int
parse_carried(struct record *r, struct err *e)
{
	struct span rest = r->carried;

	r->count = 1;
	for (struct span f; tsv_next(&rest, &f);) {
		if (tsv_has_control(f))
			return bad_end(r->line, e);
		if (!record_is_carried(f))
			return err_set(e, ST_DATA,
			    "carried field \"%s\" is not NAME=VALUE",
			    excerpt(f).s);
		if (record_is_dated(f))
			return err_set(e, ST_DATA,
			    "carried field \"%s\": the name \"date\" is kept "
			    "for the dates of both sides",
			    excerpt(f).s);
		if (is_count(f) &&
		    (!span_count(
			 (struct span){ f.p + 2, f.len - 2 }, &r->count) ||
			r->count == 0))
			return err_set(e, ST_DATA,
			    "\"%s\" is not a count "
			    "of records",
			    excerpt(f).s);
	}
	return 0;
}

int
record_parse(struct span line, struct record *r, struct err *e)
{
	struct span rest = line, side;
	enum amount_result ar;

	r->line = line;
	if (!tsv_next(&rest, &r->key) || !tsv_next(&rest, &r->amount_text) ||
	    !tsv_next(&rest, &r->currency) || !tsv_next(&rest, &side) ||
	    !tsv_next(&rest, &r->date))
		return err_set(e, ST_DATA,
		    "not a record: fewer than five "
		    "fields in \"%s\"%s",
		    excerpt(line).s, tsv_blanks_hint(line));
	r->carried = rest;
	if (!record_is_key(r->key))
		return bad_key(r->key, e);
	ar = amount_parse(r->amount_text, &r->amount);
	if (ar != AMOUNT_OK)
		return err_set(e, ST_DATA, "amount \"%s\" %s",
		    excerpt(r->amount_text).s, amount_why(ar));
	if (!record_is_currency(r->currency))
		return err_set(e, ST_DATA, "currency \"%s\" is not a code",
		    excerpt(r->currency).s);
	r->side = record_side(side);
	if (!r->side)
		return err_set(e, ST_DATA, "side \"%s\" is neither L nor R",
		    excerpt(side).s);
	if (!record_is_date(r->date)) {
		if (!rest.p && line.p[line.len - 1] == '\r')
			return bad_end(line, e);
		return err_set(e, ST_DATA, "date \"%s\" is not YYYY-MM-DD",
		    excerpt(r->date).s);
	}
	return parse_carried(r, e);
}

void
record_move(struct record *r, const char *to)
{
	const char *from = r->line.p;

	span_move(&r->key, from, to);
	span_move(&r->amount_text, from, to);
	span_move(&r->currency, from, to);
	span_move(&r->date, from, to);
	span_move(&r->carried, from, to);
	r->line.p = to;
}

bool
record_fixed(const struct record *r, struct span name, struct span *value)
{
	const struct {
		struct span name, value;
	} fixed[] = {
		{ SPAN("key"), r->key },
		{ SPAN("amount"), r->amount_text },
		{ SPAN("currency"), r->currency },
		{ SPAN("side"), { &r->side, 1 } },
		{ SPAN("date"), r->date },
	};

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (span_eq(name, fixed[i].name)) {
			*value = fixed[i].value;
			return true;
		}
	return false;
}
