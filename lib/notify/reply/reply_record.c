#include "notify/reply/reply_record.h"

#include "base/mem.h"
#include "stream/line/record.h"
#include "text/tsv.h"

static int
check_name(struct span name, struct err *e)
{
	/* n= and date= mean something in a record, key0= in what is restored;
	 * id and first would be the names of what waits; reply= says which
	 * answer it is, and only we say that */
	static const char *const kept[] = { "date", "n", "key0", "id", "first",
		"reply" };

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (span_eq(name, span_str(kept[i])))
			return err_set(e, ST_DATA,
			    "a field cannot have the name %s", kept[i]);
	return 0;
}

int
reply_field_add(struct buf *fields, struct span field, struct err *e)
{
	const char *is = memchr(field.p, '=', field.len);
	struct span name = { field.p, is ? (size_t)(is - field.p) : field.len };

	if (span_eq(name, SPAN("src")))
		return 0;
	if (check_name(name, e))
		return -1;
	if (fields->len)
		buf_byte(fields, '\t');
	buf_add(fields, field);
	return 0;
}

static bool
is_id(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!s.p[i] || !strchr("0123456789abcdef", s.p[i]))
			return false;
	return s.len == REPLY_ID;
}

static bool
is_of_item(const struct reply_rules *rules, struct span id)
{
	for (size_t i = 0; i < rules->n_ids; i++)
		if (span_eq(rules->ids[i], id))
			return true;
	return false;
}

/* Does an earlier record of the answer replace it? */
static bool
is_replaced(const struct reply_records *rr, struct span id)
{
	static const struct span name = { "replaces=", 9 };

	for (size_t i = 0; i < rr->n; i++) {
		struct span rest = rr->lines[i], field;

		while (tsv_next(&rest, &field))
			if (span_begins(field, name) &&
			    span_eq((struct span){ field.p + name.len,
					field.len - name.len },
				id))
				return true;
	}
	return false;
}

static int
check_replaces(const struct reply_records *rr, const struct reply_rules *rules,
    struct span id, struct err *e)
{
	if (!is_id(id))
		return err_set(e, ST_DATA,
		    "replaces \"%s\" is no id: %d hexadecimal digits",
		    excerpt(id).s, REPLY_ID);
	if (!is_of_item(rules, id))
		return err_set(e, ST_DATA,
		    "replaces \"%s\", which is not the item that was asked "
		    "about",
		    excerpt(id).s);
	if (is_replaced(rr, id))
		return err_set(e, ST_DATA,
		    "replaces \"%s\", which a record before it does",
		    excerpt(id).s);
	return 0;
}

static int
check_place(const struct reply_rules *rules, const struct reply_record *r,
    struct err *e)
{
	if (!rules->new_keys && !span_eq(r->key, rules->key))
		return err_set(e, ST_DATA,
		    "key \"%s\" is not the one that was asked about, \"%s\"",
		    excerpt(r->key).s, excerpt(rules->key).s);
	if (!rules->new_keys && !span_eq(r->currency, rules->currency))
		return err_set(e, ST_DATA,
		    "currency \"%s\" is not the one that was asked about, "
		    "\"%s\"",
		    excerpt(r->currency).s, excerpt(rules->currency).s);
	return 0;
}

/* Writes the amount with the decimals it has to have to text; its length goes
 * to *len. */
static int
settle_amount(const struct reply_rules *rules, const struct reply_record *r,
    char *text, size_t *len, struct err *e)
{
	enum amount_result result;
	struct amount a;
	int decimals = -1;

	if (span_eq(r->currency, rules->currency) && rules->decimals >= 0)
		decimals = rules->decimals;
	else if (!tsv_is_none(r->currency))
		decimals = currency_decimals(r->currency);
	result = amount_parse(r->amount, &a);
	if (result != AMOUNT_OK)
		return err_set(e, ST_DATA, "amount \"%s\" %s",
		    excerpt(r->amount).s, amount_why(result));
	if (decimals >= 0)
		result = amount_rescale(&a, decimals, ROUND_NONE);
	if (result == AMOUNT_INEXACT)
		return err_set(e, ST_DATA,
		    "amount \"%s\" has more than %d decimals",
		    excerpt(r->amount).s, decimals);
	if (result != AMOUNT_OK)
		return err_set(e, ST_DATA, "amount \"%s\" %s",
		    excerpt(r->amount).s, amount_why(result));
	*len = amount_format(a, text);
	return 0;
}

static void
put_line(struct buf *b, const struct reply_rules *rules,
    const struct reply_record *r, struct span amount, size_t number)
{
	const struct span first[] = { r->key, amount, r->currency, r->side,
		r->date };

	for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
		if (i)
			buf_byte(b, '\t');
		buf_add(b, first[i]);
	}
	if (r->replaces.len) {
		buf_str(b, "\treplaces=");
		buf_add(b, r->replaces);
	}
	buf_str(b, "\tsrc=");
	tsv_escape(b, rules->target);
	buf_str(b, "\treply=");
	tsv_escape(b, rules->event);
	buf_printf(b, "-%zu", number);
	if (r->fields.len) {
		buf_byte(b, '\t');
		buf_add(b, r->fields);
	}
}

int
reply_record_add(struct reply_records *rr, const struct reply_rules *rules,
    const struct reply_record *r, struct err *e)
{
	char amount[AMOUNT_TEXT_CAP];
	struct buf line = { 0 };
	struct record is;
	size_t len = 0;
	int result = -1;

	if (rr->n == REPLY_RECORDS_MAX)
		return err_set(
		    e, ST_DATA, "more than %d records", REPLY_RECORDS_MAX);
	if (check_place(rules, r, e) ||
	    (r->replaces.len && check_replaces(rr, rules, r->replaces, e)) ||
	    settle_amount(rules, r, amount, &len, e))
		return -1;
	put_line(&line, rules, r, (struct span){ amount, len }, rr->n + 1);
	if (record_parse(buf_span(&line), &is, e) == 0) {
		rr->lines =
		    mem_grow(rr->lines, &rr->cap, rr->n + 1, sizeof *rr->lines);
		rr->lines[rr->n++] = arena_copy(&rr->arena, buf_span(&line));
		result = 0;
	}
	buf_free(&line);
	return result;
}
