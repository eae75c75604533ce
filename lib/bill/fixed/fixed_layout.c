#include "bill/fixed/fixed_layout.h"

#include <stdlib.h>

#include "base/mem.h"

static int
bad(struct err *e, const char *what, struct span s)
{
	return err_set(e, ST_FAIL, "\"%s\" %s", excerpt(s).s, what);
}

/* The text before the first mark of *rest, trimmed; *rest moves behind the
 * mark. False when nothing is left. */
static bool
part(struct span *rest, char mark, struct span *s)
{
	const char *m;

	if (!rest->p)
		return false;
	m = rest->len ? memchr(rest->p, mark, rest->len) : NULL;
	*s = (struct span){ rest->p, m ? (size_t)(m - rest->p) : rest->len };
	if (m)
		*rest = (struct span){ m + 1, rest->len - s->len - 1 };
	else
		*rest = (struct span){ 0 };
	*s = span_trim(*s);
	return true;
}

/* A number from 1 to FIXED_LENGTH_MAX. */
static bool
number(struct span s, size_t *value)
{
	size_t v = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || v > FIXED_LENGTH_MAX)
			return false;
		v = v * 10 + (size_t)(s.p[i] - '0');
	}
	*value = v;
	return v >= 1 && v <= FIXED_LENGTH_MAX;
}

static int
column_named(const struct fixed *f, struct span name)
{
	for (size_t i = 0; i < f->n_columns; i++)
		if (span_eq(span_str(f->columns[i]), name))
			return (int)i;
	return -1;
}

static int
add_column(struct fixed *f, struct span name)
{
	int i = column_named(f, name);

	if (span_eq(name, SPAN("-")) || i >= 0)
		return i;
	f->columns = mem_grow(
	    f->columns, &f->cap_columns, f->n_columns + 1, sizeof *f->columns);
	f->columns[f->n_columns] = mem_dup(name);
	return (int)f->n_columns++;
}

static int
add_total(struct fixed *f, struct span name)
{
	if (span_eq(name, SPAN("-")))
		return -1;
	if (names_find(&f->totals, name) < 0)
		names_add(&f->totals, name);
	return names_find(&f->totals, name);
}

/* The last word of s; *name is what stands before it. */
static bool
split_name(struct span s, struct span *name, struct span *where)
{
	size_t i = s.len;

	while (i && s.p[i - 1] != ' ' && s.p[i - 1] != '\t')
		i--;
	*where = (struct span){ s.p + i, s.len - i };
	*name = span_trim((struct span){ s.p, i });
	return name->len && where->len;
}

/* "4-12" or a width; end is where the field before ended. */
static bool
read_place(const struct fixed *f, const struct fixed_record *r, struct span s,
    struct fixed_field *field)
{
	size_t end = 0, to;
	struct span from;

	if (r->n_fields) {
		end = r->fields[r->n_fields - 1].from +
		    r->fields[r->n_fields - 1].len;
	}
	if (!memchr(s.p, '-', s.len)) {
		field->from = r->n_fields ? end + f->gap : 0;
		return number(s, &field->len);
	}
	part(&s, '-', &from);
	if (!number(from, &field->from) || !number(s, &to) || to < field->from)
		return false;
	field->from--;
	field->len = to - field->from;
	return field->from >= end;
}

static int
add_field(struct fixed *f, struct fixed_record *r, struct span s, struct err *e)
{
	struct fixed_field field;
	struct span name, where;

	if (!split_name(s, &name, &where))
		return bad(e,
		    "is not a field like \"amount 30-39\" or "
		    "\"amount 10\"",
		    s);
	if (!read_place(f, r, where, &field))
		return bad(e, "is not a place behind the field before it", s);
	field.column =
	    r->role == FIXED_TOTAL ? add_total(f, name) : add_column(f, name);
	r->fields = mem_grow(
	    r->fields, &r->cap_fields, r->n_fields + 1, sizeof *r->fields);
	r->fields[r->n_fields++] = field;
	return 0;
}

static int
add_test(struct fixed *f, struct fixed_record *r, struct span s, struct err *e)
{
	struct fixed_test t = { .column = -1 };
	struct span left, text = s;

	part(&s, '=', &left);
	if (!s.p || s.len == 0)
		return bad(e, "is not a test like 1=6", text);
	if (left.len && left.p[0] >= '0' && left.p[0] <= '9') {
		if (!number(left, &t.from))
			return bad(e, "is not a test like 1=6", text);
		t.from--;
	} else {
		t.column = column_named(f, left);
		if (t.column < 0)
			return bad(
			    e, "names no field of a head before it", text);
	}
	t.is = (struct span){ mem_dup(s), s.len };
	r->tests =
	    mem_grow(r->tests, &r->cap_tests, r->n_tests + 1, sizeof *r->tests);
	r->tests[r->n_tests++] = t;
	return 0;
}

static int
read_role(struct fixed_record *r, struct span s, struct err *e)
{
	static const char *const roles[] = { "row", "head", "more", "total",
		"skip" };

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (span_eq(s, span_str(roles[i]))) {
			r->role = (enum fixed_role)i;
			return 0;
		}
	}
	return bad(e, "is none of row, head, more, total and skip", s);
}

/* Sets the record's length, and checks that its tests lie within it. */
static int
measure(const struct fixed *f, struct fixed_record *r, struct err *e)
{
	size_t end = 0;

	if (r->n_fields)
		end = r->fields[r->n_fields - 1].from +
		    r->fields[r->n_fields - 1].len;
	if (r->role != FIXED_SKIP && end == 0)
		return err_set(e, ST_FAIL, "a record without fields");
	if (f->length && end > f->length)
		return err_set(e, ST_FAIL,
		    "the fields end at byte %zu, but "
		    "the record has %zu",
		    end, f->length);
	r->length = f->length ? f->length : end;
	return 0;
}

static int
read_record(
    struct fixed *f, struct fixed_record *r, struct span text, struct err *e)
{
	struct span head = { 0 }, word, field;
	bool first = true;

	part(&text, ':', &head);
	while (part(&head, ' ', &word)) {
		if (word.len == 0)
			continue;
		if (first ? read_role(r, word, e) : add_test(f, r, word, e))
			return -1;
		first = false;
	}
	if (first)
		return bad(
		    e, "is none of row, head, more, total and skip", word);
	while (part(&text, ',', &field))
		if (add_field(f, r, field, e))
			return -1;
	return measure(f, r, e);
}

int
fixed_add(struct fixed *f, struct span text, struct err *e)
{
	struct fixed_record *r;

	if (f->n == FIXED_TYPES_MAX)
		return err_set(e, ST_FAIL, "more than %d types of record",
		    FIXED_TYPES_MAX);
	f->records =
	    mem_grow(f->records, &f->cap, f->n + 1, sizeof *f->records);
	r = &f->records[f->n++];
	*r = (struct fixed_record){ 0 };
	return read_record(f, r, text, e);
}

int
fixed_check(const struct fixed *f, struct err *e)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->records[i].role == FIXED_ROW)
			return 0;
	return err_set(e, ST_FAIL, "no type of record gives a row");
}

void
fixed_free(struct fixed *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct fixed_record *r = &f->records[i];

		for (size_t j = 0; j < r->n_tests; j++)
			free((char *)r->tests[j].is.p);
		free(r->tests);
		free(r->fields);
	}
	for (size_t i = 0; i < f->n_columns; i++)
		free(f->columns[i]);
	free(f->columns);
	names_free(&f->totals);
	free(f->records);
	*f = (struct fixed){ 0 };
}
