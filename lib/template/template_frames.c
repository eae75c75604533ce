#include "template/template_frames.h"

#include <stdio.h>

int
template_push(struct template_frames *r, struct json_value v, struct err *e)
{
	struct template_frame *f = &r->frames[r->depth];
	struct json_value fields;

	f->self = v;
	f->is_object = v.type == JSON_OBJECT;
	f->has_fields = f->is_member = false;
	f->n = 0;
	if (f->is_object && json_object_parse(&f->object, v.text, e))
		return -1;
	if (f->is_object && json_object_find(&f->object, "fields", &fields) &&
	    fields.type == JSON_OBJECT) {
		if (json_object_parse(&f->fields, fields.text, e))
			return -1;
		f->has_fields = true;
	}
	r->depth++;
	return 0;
}

void
template_turn(struct template_frames *r, const struct json_object *list,
    size_t i, bool members)
{
	struct template_frame *f = &r->frames[r->depth - 1];

	f->index = i;
	f->n = list->n;
	f->is_member = members;
	f->name = json_object_name(list, i);
}

/* The innermost element of a list, or NULL. */
static const struct template_frame *
turn_of(const struct template_frames *r)
{
	for (size_t i = r->depth; i-- > 0;)
		if (r->frames[i].n)
			return &r->frames[i];
	return NULL;
}

/* What each turn of a section knows of itself. */
static bool
look_turn(struct template_frames *r, struct span name, struct json_value *v)
{
	const struct template_frame *f = turn_of(r);
	bool first = span_eq(name, SPAN("-first"));

	if (span_eq(name, SPAN("."))) {
		*v = r->frames[r->depth - 1].self;
		return true;
	}
	if (!f)
		return false;
	if (first || span_eq(name, SPAN("-last"))) {
		bool is = first ? f->index == 0 : f->index + 1 == f->n;

		v->type = JSON_BOOLEAN;
		v->text = is ? SPAN("true") : SPAN("false");
		return true;
	}
	if (!span_eq(name, SPAN("-index")))
		return false;
	snprintf(r->number, sizeof r->number, "%zu", f->index + 1);
	*v = (struct json_value){ JSON_NUMBER, span_str(r->number) };
	return true;
}

static bool
look_frame(
    const struct template_frame *f, struct span name, struct json_value *v)
{
	if (f->is_member && span_eq(name, SPAN("name"))) {
		*v = (struct json_value){ JSON_TEXT, f->name };
		return true;
	}
	if (f->is_member && span_eq(name, SPAN("value"))) {
		*v = f->self;
		return true;
	}
	return (f->is_object && json_object_find_span(&f->object, name, v)) ||
	    (f->has_fields && json_object_find_span(&f->fields, name, v));
}

bool
template_look(struct template_frames *r, struct span name, struct json_value *v)
{
	if (look_turn(r, name, v))
		return true;
	for (size_t i = r->depth; i-- > 0;)
		if (look_frame(&r->frames[i], name, v))
			return true;
	return false;
}

void
template_frames_free(struct template_frames *r)
{
	for (size_t i = 0; i <= TEMPLATE_DEPTH; i++) {
		json_object_free(&r->frames[i].object);
		json_object_free(&r->frames[i].fields);
	}
}
