/* The part of json_walk.h that is about the values of a row. */
#include "bill/json/json_walk.h"

void
json_walk_bad(struct json_walk *w, const char *what, struct span of)
{
	if (w->why.len == 0)
		buf_printf(&w->why, "%s%s", excerpt(of).s, what);
}

static bool *
live_at(const struct json_walk *w, size_t level)
{
	return w->live + level * w->layout->names.n;
}

bool
json_walk_fits(const struct json_frame *f, const struct json_name *n)
{
	return f->object ? json_name_is(n, buf_span(&f->key))
			 : json_name_is_index(n, f->next);
}

void
json_walk_clear(struct json_walk *w, size_t column)
{
	buf_clear(&w->cells[column]);
	w->has[column] = false;
}

void
json_row_begin(struct json_walk *w)
{
	w->in_row = true;
	w->row_depth = w->depth;
	buf_clear(&w->why);
	for (size_t i = 0; i < w->layout->names.n; i++)
		if (!w->layout->columns[i].outer)
			json_walk_clear(w, i);
	w->line_of_row = w->line;
}

void
json_row_end(struct json_walk *w)
{
	w->in_row = false;
	w->n_rows++;
	json_queue_add(&w->made, w->line_of_row, w->cells, buf_span(&w->why));
}

bool
json_walk_has_exponent(char type, struct span s)
{
	return type == '0' &&
	    (memchr(s.p, 'e', s.len) || memchr(s.p, 'E', s.len));
}

void
json_walk_put(struct json_walk *w, size_t column, char type, struct span text)
{
	struct buf *cell = &w->cells[column];
	struct span name = w->layout->names.list[column];

	if (json_walk_has_exponent(type, text))
		json_walk_bad(w, ": a number with an exponent", name);
	if (type == '"' && text.len && memchr(text.p, '\0', text.len))
		json_walk_bad(w, ": has a NUL character", name);
	if (w->has[column])
		buf_byte(cell, '\n');
	buf_add(cell, text);
	w->has[column] = w->found[column] = true;
}

void
json_row_value(struct json_walk *w, char type, struct span text)
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
			    json_walk_fits(f, &at->names[level - 1])));

		if (inside)
			live_at(w, level)[i] = hit && at->n > level;
		if (!hit || at->n != level)
			continue;
		if (type)
			json_walk_put(w, i, type, text);
		else
			json_walk_bad(w, ": an object or an array, not a value",
			    w->layout->names.list[i]);
	}
}
