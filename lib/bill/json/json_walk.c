#include "bill/json/json_walk.h"

#include <stdlib.h>

#include "base/mem.h"

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

int
json_walk_take(
    struct json_walk *w, uint64_t *line, struct span *cells, struct span *why)
{
	return json_queue_take(&w->made, line, cells, why);
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
	return f->on_path && json_walk_fits(f, &w->rows->names[w->depth - 1]);
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
	json_outer_forget(w);
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
		json_row_begin(w);
	}
	return on;
}

/* The value is over, and with it the row, if it is one. */
static void
leave(struct json_walk *w)
{
	if (w->in_row && w->depth == w->row_depth)
		json_row_end(w);
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
	if (!w->in_row && json_outer_figure(w, text, e))
		return -1;
	if (!w->in_row && json_outer_value(w, type, text, e))
		return -1;
	if (w->in_row) {
		bool is_row = w->depth == w->row_depth, any = false;

		json_row_value(w, type, text);
		for (size_t i = 0; is_row && i < w->layout->names.n; i++)
			any |= w->has[i] && !w->layout->columns[i].outer;
		if (is_row && !any)
			json_walk_bad(w,
			    "the row is neither an object nor an array",
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
		json_row_value(w, 0, (struct span){ 0 });
	else if (json_outer_value(w, 0, (struct span){ 0 }, e))
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
		json_outer_forget(w);
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
	    !json_walk_fits(f, &w->rows->names[w->depth - 1]))
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
		json_walk_bad(w, ": the name is there twice", twice);
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
