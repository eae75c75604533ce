#include "notify/reply/reply_json.h"

#include <stdio.h>

#include "event/json_object.h"
#include "text/tsv.h"

/* While an answer is read. */
struct reading {
	struct reply_records *to;
	const struct reply_rules *rules;
	struct buf asked; /* the KEY as events have it */
	struct buf key, amount, currency, side, date, replaces, fields;
	struct json_object list, record, inner;
	struct err *why;
};

/* Sets *to to a text, escaped; it stays as it is where there is none. */
static int
take_text(struct reading *r, struct span name, const struct json_value *v,
    struct buf *to)
{
	if (v->type == JSON_NULL)
		return 0;
	if (v->type != JSON_TEXT)
		return err_set(
		    r->why, ST_DATA, "%s is no text", excerpt(name).s);
	buf_clear(to);
	tsv_escape(to, v->text);
	return 0;
}

/* A KEY in JSON is as events have it: where it says what the asked one does, it
 * is that. A first byte below "$" could not stand there. */
static int
take_key(struct reading *r, struct span name, const struct json_value *v)
{
	struct buf is = { 0 };
	int result = take_text(r, name, v, &is);

	if (result || v->type == JSON_NULL ||
	    span_eq(v->text, buf_span(&r->asked))) {
		buf_free(&is);
		return result;
	}
	buf_clear(&r->key);
	if (is.len && (unsigned char)is.p[0] < '$') {
		buf_printf(&r->key, "\\x%02x", (unsigned)is.p[0]);
		buf_add(&r->key, (struct span){ is.p + 1, is.len - 1 });
	} else {
		buf_add(&r->key, buf_span(&is));
	}
	buf_free(&is);
	return 0;
}

static int
take_field(struct reading *r, struct span name, const struct json_value *v)
{
	struct buf field = { 0 };
	int result;

	if (v->type == JSON_NULL)
		return 0;
	if (v->type == JSON_OBJECT || v->type == JSON_ARRAY)
		return err_set(r->why, ST_DATA,
		    "field \"%s\" is no text, number or boolean",
		    excerpt(name).s);
	if (!name.len || memchr(name.p, '=', name.len))
		return err_set(r->why, ST_DATA,
		    "field \"%s\" is no name of a field", excerpt(name).s);
	if (span_eq(name, SPAN("replaces")))
		return err_set(r->why, ST_DATA,
		    "replaces is no field, but a member of the record");
	tsv_escape(&field, name);
	buf_byte(&field, '=');
	tsv_escape(&field, v->text);
	result = reply_field_add(&r->fields, buf_span(&field), r->why);
	buf_free(&field);
	return result;
}

static int
take_fields(struct reading *r, const struct json_value *v)
{
	if (v->type == JSON_NULL)
		return 0;
	if (v->type != JSON_OBJECT)
		return err_set(r->why, ST_DATA, "fields is no object");
	if (json_object_parse(&r->inner, v->text, r->why))
		return -1;
	for (size_t i = 0; i < r->inner.n; i++) {
		struct json_value is = json_object_at(&r->inner, i);

		if (take_field(r, json_object_name(&r->inner, i), &is))
			return -1;
	}
	return 0;
}

static int
take_member(struct reading *r, struct span name, const struct json_value *v)
{
	const struct {
		struct span name;
		struct buf *to;
	} texts[] = {
		{ SPAN("amount"), &r->amount },
		{ SPAN("currency"), &r->currency },
		{ SPAN("side"), &r->side },
		{ SPAN("date"), &r->date },
		{ SPAN("replaces"), &r->replaces },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (span_eq(name, texts[i].name))
			return take_text(r, name, v, texts[i].to);
	if (span_eq(name, SPAN("key")))
		return take_key(r, name, v);
	if (span_eq(name, SPAN("fields")))
		return take_fields(r, v);
	return err_set(r->why, ST_DATA, "\"%s\" is no member of a record",
	    excerpt(name).s);
}

static void
set(struct buf *b, struct span s)
{
	buf_clear(b);
	buf_add(b, s);
}

static int
take_object(struct reading *r, const struct json_value *v)
{
	if (v->type != JSON_OBJECT)
		return err_set(r->why, ST_DATA, "no object");
	if (json_object_parse(&r->record, v->text, r->why))
		return -1;
	set(&r->key, r->rules->key);
	set(&r->currency, r->rules->currency);
	set(&r->date, SPAN(TSV_NONE));
	set(&r->amount, SPAN(""));
	set(&r->side, SPAN(""));
	set(&r->replaces, SPAN(""));
	buf_clear(&r->fields);
	for (size_t i = 0; i < r->record.n; i++) {
		struct json_value is = json_object_at(&r->record, i);

		if (take_member(r, json_object_name(&r->record, i), &is))
			return -1;
	}
	if (!r->amount.len || !r->side.len)
		return err_set(r->why, ST_DATA, "no %s",
		    r->amount.len ? "side" : "amount");
	return reply_record_add(r->to, r->rules,
	    &(struct reply_record){ buf_span(&r->key), buf_span(&r->amount),
		buf_span(&r->currency), buf_span(&r->side), buf_span(&r->date),
		buf_span(&r->replaces), buf_span(&r->fields) },
	    r->why);
}

/* Sets list to the elements of the array. */
static int
find_list(struct reading *r, struct span reply)
{
	struct json_value v;

	if (reply.p[0] == '[')
		return json_array_parse(&r->list, reply, r->why);
	if (json_object_parse(&r->record, reply, r->why))
		return -1;
	if (!json_object_find(&r->record, "records", &v) ||
	    v.type != JSON_ARRAY)
		return err_set(r->why, ST_DATA, "no array of the name records");
	return json_array_parse(&r->list, v.text, r->why);
}

static int
read_list(struct reading *r, struct span reply)
{
	char place[32];

	if (find_list(r, reply))
		return err_at(r->why, "reply", 0);
	for (size_t i = 0; i < r->list.n; i++) {
		struct json_value v = json_object_at(&r->list, i);

		if (take_object(r, &v) == 0)
			continue;
		snprintf(place, sizeof place, "record %zu", i + 1);
		return err_at(r->why, place, 0);
	}
	return 0;
}

static void
reading_free(struct reading *r)
{
	struct buf *all[] = { &r->asked, &r->key, &r->amount, &r->currency,
		&r->side, &r->date, &r->replaces, &r->fields };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buf_free(all[i]);
	json_object_free(&r->list);
	json_object_free(&r->record);
	json_object_free(&r->inner);
}

int
reply_json_read(struct reply_records *to, const struct reply_rules *rules,
    struct span reply, struct err *e)
{
	struct reading r = { .to = to, .rules = rules, .why = e };
	int result;

	if (!tsv_unescape(&r.asked, rules->key))
		set(&r.asked, rules->key);
	result = read_list(&r, reply);
	reading_free(&r);
	return result;
}
