#include "notify/data/line_data.h"

#include "figures/ages.h"
#include "notify/data/json_names.h"
#include "value/json_put.h"
#include "text/tsv.h"

static void
put_carried(struct buf *b, const char *name, struct span carried)
{
	struct span value = SPAN(TSV_NONE);

	result_carried(carried, span_str(name), &value);
	json_put_name(b, name);
	json_put_maybe(b, value);
}

static void
put_age(struct buf *b, const struct result *r)
{
	int32_t days;

	json_put_name(b, "age");
	if (age_of(r, &days))
		buf_printf(b, "%d", days);
	else
		buf_str(b, "null");
}

/* Those of open items of two legs, where they are. */
static const char *const of_legs[] = { "l.id", "r.id", "l.first", "r.first" };

static struct span
name_of(struct span field)
{
	const char *equals = memchr(field.p, '=', field.len);

	return (struct span){ field.p, (size_t)(equals - field.p) };
}

static bool
is_member(struct span name)
{
	if (span_eq(name, SPAN("age")) || span_eq(name, SPAN("first")) ||
	    span_eq(name, SPAN("id")))
		return true;
	for (size_t i = 0; i < sizeof of_legs / sizeof *of_legs; i++)
		if (span_eq(name, span_str(of_legs[i])))
			return true;
	return false;
}

/* Is it a member of its own? The first of a name is. */
static bool
is_apart(struct span name, struct json_names *names)
{
	return is_member(name) && json_names_note(names, name);
}

static void
put_field(struct buf *b, struct json_names *names, struct span field)
{
	struct span name = name_of(field);
	struct span value = { field.p + name.len + 1,
		field.len - name.len - 1 };

	if (is_apart(name, names))
		return;
	if (b->p[b->len - 1] != '{')
		buf_byte(b, ',');
	json_names_put(names, b, name);
	buf_byte(b, ':');
	json_put_field(b, value);
}

static void
put_fields(struct buf *b, const struct result *r)
{
	struct json_names names = { 0 };
	struct span rest = r->carried, field;

	json_put_name(b, "fields");
	buf_byte(b, '{');
	while (tsv_next(&rest, &field))
		put_field(b, &names, field);
	buf_byte(b, '}');
	json_names_free(&names);
}

void
line_data_put(struct buf *b, const struct line_data *d, const struct result *r)
{
	struct span value;

	buf_byte(b, '{');
	json_put_member(b, "book", d->book);
	json_put_name(b, "kind");
	json_put_text(b, d->kind);
	json_put_name(b, "key");
	json_put_field(b, r->key);
	json_put_name(b, "class");
	json_put_text(b, result_class_text(r->class));
	json_put_amount(b, "left", r->has_left, r->left);
	json_put_amount(b, "right", r->has_right, r->right);
	json_put_amount(b, "diff", true, r->diff);
	json_put_name(b, "currency");
	json_put_maybe(b, r->currency);
	json_put_name(b, "date");
	json_put_maybe(b, r->date);
	put_age(b, r);
	put_carried(b, "first", r->carried);
	put_carried(b, "id", r->carried);
	for (size_t i = 0; i < sizeof of_legs / sizeof *of_legs; i++)
		if (result_carried(r->carried, span_str(of_legs[i]), &value))
			put_carried(b, of_legs[i], r->carried);
	put_fields(b, r);
	if (d->link.len) {
		json_put_name(b, "link");
		json_put_text(b, d->link);
	}
	buf_byte(b, '}');
}
