#include "event/json_object.h"

#include <stdlib.h>

#include "base/mem.h"
#include "bill/json/json_parser.h"
#include "bill/json/json_text.h"

struct json_member {
	enum json_type type;
	size_t name, name_len; /* in the object's text */
	size_t value, value_len;
};

/* While an object is read. */
struct reading {
	struct json_object *object;
	yajl_handle parser;
	struct span source;
	bool array;   /* it is to be one, not an object */
	size_t depth; /* of what is open */
	size_t begin; /* in source: of a container that is a member */
	bool failed;
	struct err *why;
};

static int
fail(struct reading *r, const char *what, struct span name)
{
	r->failed = true;
	err_set(r->why, ST_DATA, "%s%s", what, excerpt(name).s);
	return 0;
}

/* How a call to yajl says that it may go on. */
enum { GO_ON = 1 };

static int
fail_kind(struct reading *r)
{
	return fail(r, r->array ? "not an array" : "not an object", SPAN(""));
}

/* A member of which only the name is known. */
static void
add_member(struct json_object *o, struct span name)
{
	o->members =
	    mem_grow(o->members, &o->cap, o->n + 1, sizeof *o->members);
	o->members[o->n++] =
	    (struct json_member){ .name = o->text.len, .name_len = name.len };
	buf_add(&o->text, name);
}

static int
take(struct reading *r, enum json_type type, struct span text)
{
	struct json_object *o = r->object;
	struct json_member *m;

	if (r->depth == 0)
		return fail_kind(r);
	if (r->depth > 1)
		return GO_ON;
	if (r->array)
		add_member(o, SPAN(""));
	m = &o->members[o->n - 1];
	m->type = type;
	m->value = o->text.len;
	m->value_len = text.len;
	buf_add(&o->text, text);
	return GO_ON;
}

static int
on_null(void *context)
{
	return take(context, JSON_NULL, SPAN(""));
}

static int
on_boolean(void *context, int value)
{
	return take(
	    context, JSON_BOOLEAN, value ? SPAN("true") : SPAN("false"));
}

static int
on_number(void *context, const char *p, size_t n)
{
	return take(context, JSON_NUMBER, (struct span){ p, n });
}

static int
on_string(void *context, const unsigned char *p, size_t n)
{
	return take(context, JSON_TEXT, (struct span){ (const char *)p, n });
}

static struct span
name_of(const struct json_object *o, const struct json_member *m)
{
	return (struct span){ o->text.p + m->name, m->name_len };
}

static int
on_key(void *context, const unsigned char *p, size_t n)
{
	struct reading *r = context;
	struct json_object *o = r->object;
	struct span name = { (const char *)p, n };

	if (r->depth > 1)
		return GO_ON;
	for (size_t i = 0; i < o->n; i++)
		if (span_eq(name_of(o, &o->members[i]), name))
			return fail(r, "a member is there twice: ", name);
	if (o->n == JSON_OBJECT_MEMBERS)
		return fail(r, "an object of too many members", SPAN(""));
	add_member(o, name);
	return GO_ON;
}

static int
begin(struct reading *r, bool object)
{
	if (r->depth == 0 && object == r->array)
		return fail_kind(r);
	if (r->depth == JSON_OBJECT_DEPTH)
		return fail(r, "too much lies within one another", SPAN(""));
	if (++r->depth == 2)
		r->begin = yajl_get_bytes_consumed(r->parser) - 1;
	return GO_ON;
}

static int
end(struct reading *r, enum json_type type)
{
	if (--r->depth != 1)
		return GO_ON;
	return take(r, type,
	    (struct span){ r->source.p + r->begin,
		yajl_get_bytes_consumed(r->parser) - r->begin });
}

static int
on_object(void *context)
{
	return begin(context, true);
}

static int
on_array(void *context)
{
	return begin(context, false);
}

static int
on_object_end(void *context)
{
	return end(context, JSON_OBJECT);
}

static int
on_array_end(void *context)
{
	return end(context, JSON_ARRAY);
}

static const yajl_callbacks calls = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_object_end,
	.yajl_start_array = on_array,
	.yajl_end_array = on_array_end,
};

static int
parse(struct reading *r, struct err *e)
{
	const unsigned char *p = (const unsigned char *)r->source.p;
	struct json_text halves = { 0 };

	if (json_text_scan(&halves, r->source) < r->source.len)
		return json_parser_half(e);
	if (yajl_parse(r->parser, p, r->source.len) == yajl_status_ok &&
	    yajl_complete_parse(r->parser) == yajl_status_ok)
		return 0;
	return r->failed ? -1 : json_parser_stopped(r->parser, e);
}

static int
read_text(struct json_object *o, struct span text, bool array, struct err *e)
{
	struct reading r = {
		.object = o, .source = text, .array = array, .why = e
	};
	int result;

	o->n = 0;
	buf_clear(&o->text);
	buf_room(&o->text, 1); /* so that it is somewhere */
	r.parser = json_parser_open(&calls, &r);
	if (!r.parser)
		return err_set(e, ST_FAIL, "out of memory");
	result = parse(&r, e);
	yajl_free(r.parser);
	return result;
}

int
json_object_parse(struct json_object *o, struct span text, struct err *e)
{
	return read_text(o, text, false, e);
}

int
json_array_parse(struct json_object *o, struct span text, struct err *e)
{
	return read_text(o, text, true, e);
}

struct json_value
json_object_at(const struct json_object *o, size_t i)
{
	const struct json_member *m = &o->members[i];

	return (struct json_value){ m->type,
		{ o->text.p + m->value, m->value_len } };
}

struct span
json_object_name(const struct json_object *o, size_t i)
{
	return name_of(o, &o->members[i]);
}

bool
json_object_find_span(
    const struct json_object *o, struct span name, struct json_value *v)
{
	for (size_t i = 0; i < o->n; i++) {
		if (!span_eq(name_of(o, &o->members[i]), name))
			continue;
		*v = json_object_at(o, i);
		return true;
	}
	return false;
}

bool
json_object_find(
    const struct json_object *o, const char *name, struct json_value *v)
{
	return json_object_find_span(o, span_str(name), v);
}

bool
json_object_text(
    const struct json_object *o, const char *name, struct span *text)
{
	struct json_value v;

	if (!json_object_find(o, name, &v) || v.type != JSON_TEXT)
		return false;
	*text = v.text;
	return true;
}

void
json_object_free(struct json_object *o)
{
	buf_free(&o->text);
	free(o->members);
	*o = (struct json_object){ 0 };
}
