#include "roll/repair/adjustments.h"

#include <stdlib.h>

#include "base/mem.h"
#include "roll/legs/leg_field.h"
#include "text/tsv.h"

static const char *const needed[] = { "id", "reason", "by" };

enum { ID, REASON, BY, NEEDED };

static int
bad_column(
    const struct table_in *t, struct span name, const char *why, struct err *e)
{
	err_set(e, ST_DATA, "column \"%s\" %s", excerpt(name).s, why);
	return err_at(e, lines_name(&t->stream.lines), 0);
}

/* Is a field of this name one of those that a rolled line has itself? */
static bool
is_taken(struct span name)
{
	static const char *const ours[] = { "closes", "closed", "replaced" };
	struct buf b = { 0 };
	struct span value;
	bool is;

	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (span_eq(name, span_str(ours[i])))
			return true;
	buf_add(&b, name);
	buf_byte(&b, '=');
	is = leg_field_of(buf_span(&b), &value) != LEG_OTHER;
	buf_free(&b);
	return is;
}

/* The places of the columns that are needed; others are carried. */
static int
find_columns(const struct table_in *t, int places[NEEDED], struct err *e)
{
	bool twice;

	for (int i = 0; i < NEEDED; i++) {
		struct span name = span_str(needed[i]);

		places[i] = table_column(t, name, &twice);
		if (places[i] < 0)
			return bad_column(t, name,
			    twice ? "is there twice" : "is not there", e);
	}
	for (size_t i = 0; i < t->n; i++) {
		struct span name = t->columns[i];

		if ((int)i == places[ID])
			continue;
		if (name.len == 0 || memchr(name.p, '=', name.len) ||
		    is_taken(name))
			return bad_column(
			    t, name, "cannot be carried under this name", e);
	}
	return 0;
}

static int
bad_row(
    const struct table_in *t, const char *what, struct span id, struct err *e)
{
	err_set(e, ST_DATA, "%s: \"%s\"", what, excerpt(id).s);
	return stream_err(&t->stream, e);
}

static void
put_cell(struct buf *b, const struct table_in *t, size_t i)
{
	buf_byte(b, '\t');
	buf_add(b, t->columns[i]);
	buf_byte(b, '=');
	buf_add(b, t->fields[i]);
}

static int
take_row(struct adjustments *a, const struct table_in *t,
    const int places[NEEDED], struct err *e)
{
	struct adjustment is = { .file = lines_name(&t->stream.lines),
		.line = t->stream.lines.count };
	struct span id = t->fields[places[ID]];
	struct buf b = { 0 };

	if (!leg_id_is(id))
		return bad_row(t, "this is no id of an item", id, e);
	for (int i = REASON; i <= BY; i++)
		if (tsv_is_empty(t->fields[places[i]]))
			return bad_row(t,
			    i == REASON
				? "no reason is given for closing the item"
				: "nobody is named who closes the item",
			    id, e);
	memcpy(is.id, id.p, LEG_ID);
	for (int i = REASON; i <= BY; i++)
		put_cell(&b, t, (size_t)places[i]);
	for (size_t i = 0; i < t->n; i++)
		if ((int)i != places[ID] && (int)i != places[REASON] &&
		    (int)i != places[BY] && !tsv_is_empty(t->fields[i]))
			put_cell(&b, t, i);
	is.fields = arena_copy(&a->arena, buf_span(&b));
	buf_free(&b);
	a->of = mem_grow(a->of, &a->cap, a->n + 1, sizeof *a->of);
	a->of[a->n++] = is;
	return 0;
}

int
adjustments_read(struct adjustments *a, struct table_in *t, struct err *e)
{
	int places[NEEDED];
	enum row_outcome r;

	if (t->n && find_columns(t, places, e))
		return -1;
	while ((r = table_next(t, e)) == ROW_OK)
		if (take_row(a, t, places, e))
			return -1;
	return r == ROW_END ? 0 : -1;
}

void
adjustments_free(struct adjustments *a)
{
	free(a->of);
	arena_free(&a->arena);
	*a = (struct adjustments){ 0 };
}
