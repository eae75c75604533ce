#include "bill/json/json_walk.h"

#include <stdlib.h>

#include "base/mem.h"

struct json_frame {
	bool object;
	bool on_path;   /* it lies on the way to the rows */
	bool hit;       /* the member that comes is on it too */
	bool met;       /* such a member was there */
	uint64_t next;  /* the number of an array's next element */
	size_t names;   /* where those of its members begin */
	struct buf key; /* of the member that comes; owned by the walk */
};

struct json_made {
	uint64_t line;
	size_t from; /* in text: its cells, then why it is bad */
	size_t why;  /* bytes of that */
};

void
json_walk_open(struct json_walk *w, const struct json_layout *l)
{
	size_t n = l->names.n;

	*w = (struct json_walk){ .layout = l };
	for (size_t i = 0; i < n; i++)
		if (l->columns[i].at.n > w->levels)
			w->levels = l->columns[i].at.n;
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
begin_row(struct json_walk *w)
{
	w->in_row = true;
	w->row_depth = w->depth;
	buf_clear(&w->why);
	for (size_t i = 0; i < w->layout->names.n; i++) {
		buf_clear(&w->cells[i]);
		w->has[i] = false;
	}
	w->n_ends = 0;
	buf_clear(&w->names);
	w->line_of_row = w->line;
}

/* Keeps the row until it is taken. */
static void
end_row(struct json_walk *w)
{
	size_t n = w->layout->names.n;
	struct json_made *m;

	w->in_row = false;
	w->n_rows++;
	w->made =
	    mem_grow(w->made, &w->cap_made, w->n_made + 1, sizeof *w->made);
	w->lens = mem_grow(
	    w->lens, &w->cap_lens, (w->n_made + 1) * n, sizeof *w->lens);
	m = &w->made[w->n_made];
	*m = (struct json_made){ w->line_of_row, w->text.len, w->why.len };
	for (size_t i = 0; i < n; i++) {
		w->lens[w->n_made * n + i] = w->cells[i].len;
		buf_add(&w->text, buf_span(&w->cells[i]));
	}
	buf_add(&w->text, buf_span(&w->why));
	w->n_made++;
}

int
json_walk_take(
    struct json_walk *w, uint64_t *line, struct span *cells, struct span *why)
{
	size_t n = w->layout->names.n;
	const struct json_made *m;
	const char *p;

	if (w->at_made == w->n_made) {
		w->at_made = w->n_made = 0;
		buf_clear(&w->text);
		return 0;
	}
	m = &w->made[w->at_made];
	p = w->text.p ? w->text.p + m->from : "";
	for (size_t i = 0; i < n; i++) {
		cells[i] = (struct span){ p, w->lens[w->at_made * n + i] };
		p += cells[i].len;
	}
	*why = (struct span){ p, m->why };
	*line = m->line;
	w->at_made++;
	return 1;
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
		bool hit = !f ||
		    (live_at(w, level - 1)[i] &&
			fits(f, &at->names[level - 1]));

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
	if (w->layout->rows_said)
		return;
	w->auto_rows.n = array;
	w->rows = &w->auto_rows;
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

void
json_walk_scalar(struct json_walk *w, char type, struct span text)
{
	meet(w, false);
	if (w->in_row) {
		bool is_row = w->depth == w->row_depth, any = false;

		in_row(w, type, text);
		for (size_t i = 0; is_row && i < w->layout->names.n; i++)
			any |= w->has[i];
		if (is_row && !any)
			bad(w, "the row is neither an object nor an array",
			    (struct span){ "", 0 });
	}
	leave(w);
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
	f = &w->frames[w->depth];
	buf_clear(&f->key);
	f->object = object;
	f->on_path = !w->in_row && on && w->depth < w->rows->n;
	f->met = false;
	f->next = 0;
	f->names = w->n_ends;
	if (f->on_path && w->depth + 1 == w->rows->n)
		w->met = true;
	w->depth++;
	return 0;
}

static void
keep_name(struct json_walk *w, struct span name)
{
	buf_add(&w->names, name);
	w->ends =
	    mem_grow(w->ends, &w->cap_ends, w->n_ends + 1, sizeof *w->ends);
	w->ends[w->n_ends++] = w->names.len;
}

int
json_walk_key(struct json_walk *w, struct span name, struct err *e)
{
	struct json_frame *f = &w->frames[w->depth - 1];

	buf_clear(&f->key);
	buf_add(&f->key, name);
	if (w->in_row)
		keep_name(w, name);
	if (!f->on_path || w->rows->names[w->depth - 1].any ||
	    !fits(f, &w->rows->names[w->depth - 1]))
		return 0;
	if (f->met)
		return err_set(e, ST_DATA, "the name \"%s\" is there twice",
		    excerpt(name).s);
	f->met = true;
	return 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Has the object that ends a name twice? Forgets its names. */
static void
check_names(struct json_walk *w, const struct json_frame *f)
{
	size_t n = w->n_ends - f->names;
	size_t from = f->names ? w->ends[f->names - 1] : 0, at = from;
	struct span *list;

	if (n > 1) {
		list = mem_zeroed(n, sizeof *list);
		for (size_t i = 0; i < n; i++) {
			size_t end = w->ends[f->names + i];

			list[i] = (struct span){ w->names.p + at, end - at };
			at = end;
		}
		qsort(list, n, sizeof *list, by_bytes);
		for (size_t i = 1; i < n; i++)
			if (span_eq(list[i - 1], list[i]))
				bad(w, ": the name is there twice", list[i]);
		free(list);
	}
	w->n_ends = f->names;
	w->names.len = from;
}

void
json_walk_end(struct json_walk *w)
{
	const struct json_frame *f = &w->frames[--w->depth];

	if (w->in_row)
		check_names(w, f);
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
	free(w->cells);
	free(w->has);
	free(w->found);
	free(w->ends);
	free(w->lens);
	free(w->made);
	buf_free(&w->names);
	buf_free(&w->why);
	buf_free(&w->text);
}
