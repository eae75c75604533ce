#include "stream/record.h"

#include "value/date.h"
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

static int
parse_carried(struct record *r, struct err *e)
{
	struct span rest = r->carried;

	r->count = 1;
	for (struct span f; tsv_next(&rest, &f);) {
		if (tsv_has_control(f))
			return bad_end(r->line, e);
		if (f.len < 2 || !memchr(f.p + 1, '=', f.len - 1))
			return err_set(e, ST_DATA,
			    "carried field \"%s\" is not NAME=VALUE",
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

/*
 * Reads the fields one by one, and tells what is wrong with the first bad one.
 */
static int
parse_fields(struct span line, struct record *r, struct err *e)
{
	struct span rest = line, side;
	enum amount_result ar;

	r->line = line;
	if (!tsv_next(&rest, &r->key) || !tsv_next(&rest, &r->amount_text) ||
	    !tsv_next(&rest, &r->currency) || !tsv_next(&rest, &side) ||
	    !tsv_next(&rest, &r->date))
		return err_set(e, ST_DATA,
		    "not a record: fewer than five "
		    "fields in \"%s\"",
		    excerpt(line).s);
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

/* The end of a key that begins at p: the first byte below 0x20. NULL where
 * no eight bytes are left, too few for the other fields. */
static const char *
key_end(const char *p, const char *end)
{
	for (; end - p >= EIGHT; p += EIGHT) {
		uint64_t mask = eight_below(eight_load(p), 0x20);

		if (mask)
			return p + eight_first(mask);
	}
	return NULL;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The end of a currency of three letters, the common one. */
static const char *
letters_end(const char *p, const char *end)
{
	return end - p > 3 && is_capital(p[0]) && is_capital(p[1]) &&
		is_capital(p[2])
	    ? p + 3
	    : NULL;
}

/*
 * Reads the fixed fields of most records in one walk over the line. False for
 * any other line, good or bad: parse_fields reads those, and finds the same in
 * all.
 */
static bool
scan_fields(struct span line, struct record *r)
{
	const char *p = line.p, *end = line.p + line.len, *from;

	p = key_end(line.p, end);
	if (!p || *p != '\t')
		return false;
	r->key = (struct span){ line.p, (size_t)(p - line.p) };
	if (r->key.len < 2 || (unsigned char)*line.p < '$')
		return false;

	from = ++p;
	if (amount_scan(&p, end, &r->amount) != AMOUNT_OK || p == end ||
	    *p != '\t')
		return false;
	r->amount_text = (struct span){ from, (size_t)(p - from) };

	from = ++p;
	p = letters_end(p, end);
	if (!p || end - p < 4 || p[0] != '\t' || p[2] != '\t')
		return false;
	r->currency = (struct span){ from, (size_t)(p - from) };
	r->side = record_side((struct span){ p + 1, 1 });

	from = p + 3;
	p = end - from > DATE_LEN ? from + DATE_LEN : end;
	r->date = (struct span){ from, (size_t)(p - from) };
	r->carried = (struct span){ 0 };
	if (!r->side || !record_is_date(r->date) || (p < end && *p != '\t'))
		return false;
	if (p < end)
		r->carried = (struct span){ p + 1, (size_t)(end - p) - 1 };
	return true;
}

int
record_parse(struct span line, struct record *r, struct err *e)
{
	if (!scan_fields(line, r))
		return parse_fields(line, r, e);
	r->line = line;
	if (r->carried.p)
		return parse_carried(r, e);
	r->count = 1;
	return 0;
}

static void
move(struct span *s, const char *from, const char *to)
{
	if (s->p)
		s->p = to + (s->p - from);
}

void
record_move(struct record *r, const char *to)
{
	const char *from = r->line.p;

	move(&r->key, from, to);
	move(&r->amount_text, from, to);
	move(&r->currency, from, to);
	move(&r->date, from, to);
	move(&r->carried, from, to);
	r->line.p = to;
}
