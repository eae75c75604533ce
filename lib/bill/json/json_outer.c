/* The part of json_walk.h that is about columns outside of the rows. */
#include "bill/json/json_walk.h"

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
	if (json_walk_has_exponent(type, text))
		return err_set(
		    e, ST_DATA, "%s: a number with an exponent", name.s);
	if (w->common[i] < w->depth && w->n_rows > w->frames[w->common[i]].rows)
		return err_set(
		    e, ST_DATA, "%s: comes behind the rows it is for", name.s);
	if (w->has[i] && !may_repeat(w, i))
		return err_set(e, ST_DATA, "%s: is there twice", name.s);
	if (type == '"' && text.len && memchr(text.p, '\0', text.len))
		return err_set(e, ST_DATA, "%s: has a NUL character", name.s);
	json_walk_put(w, i, type, text);
	return 0;
}

int
json_outer_value(
    struct json_walk *w, char type, struct span text, struct err *e)
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
			    json_walk_fits(
				&w->frames[d - 1], &c->at.names[d - 1])));

		if (!type)
			live[i] = hit && c->at.n > d;
		if (hit && c->at.n == d && take_outer(w, i, type, text, e))
			return -1;
	}
	return 0;
}

void
json_outer_forget(struct json_walk *w)
{
	for (size_t i = 0; i < w->layout->names.n; i++)
		if (w->layout->columns[i].outer && w->common[i] >= w->depth)
			json_walk_clear(w, i);
}

static bool
is_at(const struct json_walk *w, const struct json_pointer *at)
{
	if (at->n != w->depth)
		return false;
	for (size_t i = 0; i < at->n; i++)
		if (!json_walk_fits(&w->frames[i], &at->names[i]))
			return false;
	return true;
}

int
json_outer_figure(struct json_walk *w, struct span text, struct err *e)
{
	const struct json_figures *f = &w->layout->figures;
	struct span other;

	for (size_t i = 0; w->stated && i < f->n; i++) {
		if (!is_at(w, &f->list[i].at))
			continue;
		if (stated_figures_find(w->stated, f->list[i].name, &other))
			return err_set(e, ST_DATA,
			    "the total %s is there twice",
			    excerpt(f->list[i].name).s);
		stated_figures_set(w->stated, f->list[i].name, text);
	}
	return 0;
}
