#include "stream/line/carried_fields.h"

#include "text/tsv.h"

/* The TAB behind the field at p, or end. Fields are short. */
static inline const char *
field_end(const char *p, const char *end)
{
	for (; end - p >= EIGHT; p += EIGHT) {
		uint64_t mask = eight_equal(eight_load(p), '\t');

		if (mask)
			return p + eight_first(mask);
	}
	while (p < end && *p != '\t')
		p++;
	return p;
}

bool
carried_next(struct span *fields, struct span name, struct span *field,
    struct span *value)
{
	while (tsv_next(fields, field)) {
		if (field->len <= name.len || field->p[name.len] != '=' ||
		    !span_begins(*field, name))
			continue;
		value->p = field->p + name.len + 1;
		value->len = field->len - name.len - 1;
		return true;
	}
	return false;
}

int
carried_find(struct span fields, struct span name, struct span *found,
    struct span *value, struct err *e)
{
	struct span again, other;

	if (!carried_next(&fields, name, found, value))
		*found = *value = (struct span){ 0 };
	else if (carried_next(&fields, name, &again, &other))
		return err_set(
		    e, ST_DATA, "%s: is carried twice", excerpt(name).s);
	return 0;
}

char *
carried_put(char *to, char letter, struct span fields)
{
	/* one byte more than counts: a field has two at least */
	const char tag[4] = { '\t', letter, '.' };
	const char *p = fields.p, *end = p + fields.len, *behind;

	for (; p < end; p = behind + 1) {
		struct span f = { p, 0 };

		behind = field_end(p, end);
		f.len = (size_t)(behind - p);
		if (carried_is_count(f))
			continue;
		memcpy(to, tag, sizeof tag);
		to = span_put(to + sizeof tag - 1, f);
	}
	return to;
}

static void
append(struct buf *b, struct span field)
{
	if (b->len)
		buf_byte(b, '\t');
	buf_add(b, field);
}

void
carried_first(struct buf *agreed, struct span fields)
{
	struct span f;

	buf_clear(agreed);
	while (tsv_next(&fields, &f))
		if (!carried_is_count(f))
			append(agreed, f);
}

/* The next field, as tsv_next. */
static inline bool
next(struct span *rest, struct span *f)
{
	const char *end, *behind;

	if (!rest->p || rest->len == 0)
		return false;
	end = rest->p + rest->len;
	behind = field_end(rest->p, end);
	*f = (struct span){ rest->p, (size_t)(behind - rest->p) };
	rest->p = behind < end ? behind + 1 : end;
	rest->len = (size_t)(end - rest->p);
	return true;
}

static bool
holds(struct span fields, struct span field)
{
	struct span f;

	while (next(&fields, &f))
		if (span_eq(f, field))
			return true;
	return false;
}

void
carried_meet(struct buf *agreed, struct span fields)
{
	struct span rest = buf_span(agreed), others = fields, f, other = { 0 };
	size_t len = 0;

	if (agreed->len == 0 || span_eq(rest, fields))
		return;
	while (next(&rest, &f)) {
		/* mostly it has the same place there */
		if (!(next(&others, &other) && span_eq(f, other)) &&
		    !holds(fields, f))
			continue;
		if (len)
			agreed->p[len++] = '\t';
		memmove(agreed->p + len, f.p, f.len);
		len += f.len;
	}
	agreed->len = len;
}
