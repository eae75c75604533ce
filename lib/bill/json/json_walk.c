#include "bill/json/json_walk.h"

#include <stdlib.h>

#include "base/mem.h"

struct json_frame {
	bool object;
	bool on_path;   /* it lies on the way to the rows */
	bool hit;       /* the member that comes is on it too */
	bool met;       /* such a member was there */
	uint64_t rows;  /* there were before it */
	uint64_t next;  /* the number of an array's next element */
	size_t names;   /* where those of its members begin */
	struct buf key; /* of the member that comes; owned by the walk */
};

void
json_walk_open(struct json_walk *w, const struct json_layout *l)
{
	size_t n = l->names.n;

	*w = (struct json_walk){ .layout = l, .made = { .columns = n } };
	for (size_t i = 0; i < n; i++) {
		const struct json_column *c = &l->columns[i];
		size_t *most = c->outer ? &w->outer_levels : &w->levels;

		if (c->at.n > *most)
			*most = c->at.n;
	}
	w->outer = mem_zeroed((w->outer_levels + 1) * n + 1, sizeof *w->outer);
	w->common = mem_zeroed(n + 1, sizeof *w->common);
	w->frames = mem_zeroed(JSON_DEPTH_MAX, sizeof *w->frames);
	w->live = mem_zeroed((w->levels + 1) * n + 1, sizeof *w->live);
	w->cells = mem_zeroed(n + 1, sizeof *w->cells);
	w->has = mem_zeroed(n + 1, sizeof *w->has);
	w->found = mem_zeroed(n + 1, sizeof *w->found);
	w->auto_rows.names =
	    mem_grow(NULL, &w->auto_rows.cap, 1, sizeof *w->auto_rows.names);
	w->auto_rows.names[0] = (struct json_name){ .any = true };
}

/* The row is bad, for its first reason. */
static void
bad(struct json_walk *w, const char *what, struct span of)
{
	if (w->why.len == 0)
		buf_printf(&w->why, "%s%s", excerpt(of).s, what);
}

static bool *
live_at(const struct json_walk *w, size_t level)
{
	return w->live + level * w->layout->names.n;
}

/* Is the value that comes a member of that name, or element of that number? */
static bool
fits(const struct json_frame *f, const struct json_name *n)
{
	return f->object ? json_name_is(n, buf_span(&f->key))
			 : json_name_is_index(n, f->next);
}

static void
clear(struct json_walk *w, size_t column)
{
	buf_clear(&w->cells[column]);
	w->has[column] = false;
}

static void
begin_row(struct json_walk *w)
{
	w->in_row = true;
	w->row_depth = w->depth;
	buf_clear(&w->why);
	for (size_t i = 0; i < w->layout->names.n; i++)
		if (!w->layout->columns[i].outer)
			clear(w, i);
	w->line_of_row = w->line;
}

/* Keeps the row until it is taken. */
static void
end_row(struct json_walk *w)
{
	w->in_row = false;
	w->n_rows++;
	json_queue_add(&w->made, w->line_of_row, w->cells, buf_span(&w->why));
}

int
json_walk_take(
    struct json_walk *w, uint64_t *line, struct span *cells, struct span *why)
{
	return json_queue_take(&w->made, line, cells, why);
}

/* A number of a column: as it is written, but not with an exponent. */
static bool
has_exponent(char type, struct span s)
{
	return type == '0' &&
	    (memchr(s.p, 'e', s.len) || memchr(s.p, 'E', s.len));
}

static void
put(struct json_walk *w, size_t column, char type, struct span text)
{
	struct buf *cell = &w->cells[column];
	struct span name = w->layout->names.list[column];

	if (has_exponent(type, text))
		bad(w, ": a number with an exponent", name);
	if (type == '"' && text.len && memchr(text.p, '\0', text.len))
		bad(w, ": has a NUL character", name);
	if (w->has[column])
		buf_byte(cell, '\n');
	buf_add(cell, text);
	w->has[column] = w->found[column] = true;
}

/* A value within a row, or the row itself; type 0: an object or array, in which
 * columns may be. */
static void
in_row(struct json_walk *w, char type, struct span text)
{
	size_t level = w->depth - w->row_depth, n = w->layout->names.n;
	const struct json_frame *f = level ? &w->frames[w->depth - 1] : NULL;
	bool inside = !type && level <= w->levels;

	if (level > w->levels)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct json_pointer *at = &w->layout->columns[i].at;
		bool hit = !w->layout->columns[i].outer &&
		    (!f ||
			(live_at(w, level - 1)[i] &&
			    fits(f, &at->names[level - 1])));

		if (inside)
			live_at(w, level)[i] = hit && at->n > level;
		if (!hit || at->n != level)
			continue;
		if (type)
			put(w, i, type, text);
		else
			bad(w, ": an object or an array, not a value",
			    w->layout->names.list[i]);
	}
}

/* May the column have several values for the same rows? */
static bool
may_repeat(const struct json_walk *w, size_t i)
{
	const struct json_pointer *at = &w->layout->columns[i].at;

	for (size_t j = w->common[i]; j < at->n; j++)
		if (at->names[j].any)
			return true;
	return false;
}

static int
take_outer(
    struct json_walk *w, size_t i, char type, struct span text, struct err *e)
{
	struct excerpt name = excerpt(w->layout->names.list[i]);

	if (!type)
		return err_set(e, ST_DATA,
		    "%s: an object or an array, not a value", name.s);
	if (has_exponent(type, text))
		return err_set(
		    e, ST_DATA, "%s: a number with an exponent", name.s);
	if (w->common[i] < w->depth && w->n_rows > w->frames[w->common[i]].rows)
		return err_set(
		    e, ST_DATA, "%s: comes behind the rows it is for", name.s);
	if (w->has[i] && !may_repeat(w, i))
		return err_set(e, ST_DATA, "%s: is there twice", name.s);
	if (type == '"' && text.len && memchr(text.p, '\0', text.len))
		return err_set(e, ST_DATA, "%s: has a NUL character", name.s);
	put(w, i, type, text);
	return 0;
}

/* A value outside of the rows; as in_row. */
static int
outside(struct json_walk *w, char type, struct span text, struct err *e)
{
	size_t d = w->depth, n = w->layout->names.n;
	bool *live;

	if (d > w->outer_levels)
		return 0;
	live = w->outer + d * n;
	for (size_t i = 0; i < n; i++) {
		const struct json_column *c = &w->layout->columns[i];
		bool hit = c->outer &&
		    (d == 0 ||
			((live - n)[i] &&
			    fits(&w->frames[d - 1], &c->at.names[d - 1])));

		if (!type)
			live[i] = hit && c->at.n > d;
		if (hit && c->at.n == d && take_outer(w, i, type, text, e))
			return -1;
	}
	return 0;
}

/* An object or array on the way to the rows begins: what was met in the one
 * before it is not for its rows. */
static void
forget_outer(struct json_walk *w)
{
	for (size_t i = 0; i < w->layout->names.n; i++)
		if (w->layout->columns[i].outer && w->common[i] >= w->depth)
			clear(w, i);
}

/* How many names both begin with. */
static size_t
common_names(const struct json_pointer *a, const struct json_pointer *b)
{
	size_t i = 0;

	while (
	    i < a->n && i < b->n && span_eq(a->names[i].text, b->names[i].text))
		i++;
	return i;
}

/* Does the value that comes lie on the way to the rows? */
static bool
on_path(struct json_walk *w)
{
	struct json_frame *f;

	if (w->depth == 0)
		return true;
	f = &w->frames[w->depth - 1];
	return f->on_path && fits(f, &w->rows->names[w->depth - 1]);
}

/* Which value of a document holds the rows, where nothing was said. */
static void
begin_document(struct json_walk *w, bool array)
{
	w->rows = &w->layout->rows;
	if (!w->layout->rows_said) {
		w->auto_rows.n = array;
		w->rows = &w->auto_rows;
	}
	for (size_t i = 0; i < w->layout->names.n; i++)
		w->common[i] = common_names(&w->layout->columns[i].at, w->rows);
	forget_outer(w);
}

/* A value comes: is it on the path? Begins a row where it is one. */
static bool
meet(struct json_walk *w, bool array)
{
	bool on;

	if (w->depth == 0)
		begin_document(w, array);
	if (w->in_row)
		return false;
	on = on_path(w);
	if (on && w->depth == w->rows->n) {
		w->met = true;
		begin_row(w);
	}
	return on;
}

/* The value is over, and with it the row, if it is one. */
static void
leave(struct json_walk *w)
{
	if (w->in_row && w->depth == w->row_depth)
		end_row(w);
	if (w->depth) {
		w->frames[w->depth - 1].next++;
		return;
	}
	if (!w->met && !w->lacks)
		w->lacks = w->line;
	w->met = false;
	w->documents++;
}

int
json_walk_scalar(
    struct json_walk *w, char type, struct span text, struct err *e)
{
	meet(w, false);
	if (!w->in_row && outside(w, type, text, e))
		return -1;
	if (w->in_row) {
		bool is_row = w->depth == w->row_depth, any = false;

		in_row(w, type, text);
		for (size_t i = 0; is_row && i < w->layout->names.n; i++)
			any |= w->has[i] && !w->layout->columns[i].outer;
		if (is_row && !any)
			bad(w, "the row is neither an object nor an array",
			    (struct span){ "", 0 });
	}
	leave(w);
	return 0;
}

int
json_walk_begin(struct json_walk *w, bool object, struct err *e)
{
	struct json_frame *f;
	bool on = meet(w, !object);

	if (w->depth == JSON_DEPTH_MAX)
		return err_set(e, ST_DATA,
		    "more than %d objects and arrays within one another",
		    JSON_DEPTH_MAX);
	if (w->in_row)
		in_row(w, 0, (struct span){ 0 });
	else if (outside(w, 0, (struct span){ 0 }, e))
		return -1;
	f = &w->frames[w->depth];
	buf_clear(&f->key);
	f->object = object;
	f->on_path = !w->in_row && on && w->depth < w->rows->n;
	f->met = false;
	f->next = 0;
	f->names = w->members.n;
	f->rows = w->n_rows;
	if (f->on_path)
		forget_outer(w);
	if (f->on_path && w->depth + 1 == w->rows->n)
		w->met = true;
	w->depth++;
	return 0;
}

int
json_walk_key(struct json_walk *w, struct span name, struct err *e)
{
	struct json_frame *f = &w->frames[w->depth - 1];

	buf_clear(&f->key);
	buf_add(&f->key, name);
	if (w->in_row)
		json_members_add(&w->members, name);
	if (!f->on_path || w->rows->names[w->depth - 1].any ||
	    !fits(f, &w->rows->names[w->depth - 1]))
		return 0;
	if (f->met)
		return err_set(e, ST_DATA, "the name \"%s\" is there twice",
		    excerpt(name).s);
	f->met = true;
	return 0;
}

void
json_walk_end(struct json_walk *w)
{
	const struct json_frame *f = &w->frames[--w->depth];
	struct span twice;

	if (w->in_row && json_members_end(&w->members, f->names, &twice))
		bad(w, ": the name is there twice", twice);
	leave(w);
}

int
json_walk_check(const struct json_walk *w, uint64_t *line, struct err *e)
{
	*line = w->lacks;
	if (w->lacks || w->documents == 0)
		return err_set(e, ST_DATA,
		    "has nothing where the rows should be (--rows)");
	for (size_t i = 0; w->n_rows && i < w->layout->names.n; i++)
		if (!w->found[i] && !w->layout->columns[i].optional)
			return err_set(e, ST_DATA,
			    "no row has what column %s should be; \"%s? = "
			    "...\" "
			    "takes that",
			    excerpt(w->layout->names.list[i]).s,
			    excerpt(w->layout->names.list[i]).s);
	return 0;
}

void
json_walk_free(struct json_walk *w)
{
	for (size_t i = 0; w->frames && i < JSON_DEPTH_MAX; i++)
		buf_free(&w->frames[i].key);
	for (size_t i = 0; w->cells && i < w->layout->names.n; i++)
		buf_free(&w->cells[i]);
	free(w->frames);
	free(w->auto_rows.names);
	free(w->live);
	free(w->outer);
	free(w->common);
	free(w->cells);
	free(w->has);
	free(w->found);
	json_members_free(&w->members);
	json_queue_free(&w->made);
	buf_free(&w->why);
}
