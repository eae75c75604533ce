#include "book/reopened.h"

#include <stdlib.h>

#include "base/mem.h"
#include "book/dir/open_ids.h"
#include "book/dir/open_items.h"
#include "book/turn.h"

static int
by_id(const void *x, const void *y)
{
	const struct reopened_leg *a = x, *b = y;

	return span_cmp(a->id, b->id);
}

static const struct reopened_leg *
find(const struct reopened *r, struct span id)
{
	const struct reopened_leg key = { .id = id };

	return r->n ? bsearch(&key, r->of, r->n, sizeof *r->of, by_id) : NULL;
}

static void
add(struct reopened *r, struct span id, struct span mark)
{
	r->of = mem_grow(r->of, &r->cap, r->n + 1, sizeof *r->of);
	r->of[r->n++] = (struct reopened_leg){ arena_copy(&r->arena, id),
		mark.len ? arena_copy(&r->arena, mark) : mark };
}

static void
sort(struct reopened *r)
{
	if (r->n)
		qsort(r->of, r->n, sizeof *r->of, by_id);
}

/* The open items of a generation, if they are there and are what the manifest
 * says; *why tells why not. The caller frees. */
static char *
open_path(
    const struct state_dir *s, const struct manifest_day *m, struct err *why)
{
	struct day_entry en;
	char *path;

	if (!m || !m->has_open) {
		err_set(
		    why, ST_FAIL, "%s: older open items were pruned", s->dir);
		return NULL;
	}
	if (state_dir_entry(s, m, &en, why))
		return NULL;
	path = state_dir_path(s, en.open.name);
	if (open_items_check(path, &en.open, why)) {
		free(path);
		path = NULL;
	}
	day_entry_free(&en);
	return path;
}

static void
take_marked(void *arg, const struct open_id *leg)
{
	if (leg->reopened.len)
		add(arg, leg->id, leg->reopened);
}

static void
take_any(void *arg, const struct open_id *leg)
{
	add(arg, leg->id, leg->reopened);
}

/* What the newest generation left open: those with a mark, or all. */
static int
read_own(struct reopened *r, const struct reopened_wish *w, open_id_fn *take,
    struct err *e)
{
	char *path = open_path(w->dir, w->place->own, e);
	int bad = !path || open_ids_read(path, take, r, e);

	free(path);
	sort(r);
	return bad ? -1 : 0;
}

/* Was the generation made from something else than the one before it? Then it is
 * the cause that those after it are stale. */
static int
is_cause(const struct state_dir *s, const struct day_entry *en, bool *is,
    struct err *e)
{
	const struct manifest_day *m = en->generation > 1
	    ? manifest_find(&s->manifest, en->day, en->generation - 1)
	    : NULL;
	struct day_entry was;

	*is = true;
	if (!m)
		return 0;
	if (state_dir_entry(s, m, &was, e))
		return -1;
	*is = !day_entry_same_inputs(en, &was) ||
	    !span_eq(en->options, was.options);
	day_entry_free(&was);
	return 0;
}

static void
format_mark(struct buf *b, int32_t day, unsigned generation, struct span by)
{
	turn_add_day(b, day);
	buf_printf(b, ".%u,", generation);
	buf_add(b, by);
}

/* Of a stale day, the day before it whose input was replaced. */
static int
find_cause(const struct state_dir *s, const struct manifest_day *m,
    struct buf *mark, struct err *e)
{
	bool is = false;

	while (m && !is) {
		struct day_entry en;
		int r;

		if (state_dir_entry(s, m, &en, e))
			return -1;
		r = is_cause(s, &en, &is, e);
		m = en.from_generation
		    ? manifest_find(&s->manifest, en.from, en.from_generation)
		    : NULL;
		if (r == 0 && (is || !m)) {
			is = true;
			format_mark(mark, en.day, en.generation,
			    en.by.p ? en.by : en.user);
		}
		day_entry_free(&en);
		if (r)
			return -1;
	}
	return 0;
}

static int
make_mark(const struct reopened_wish *w, struct buf *mark, struct err *e)
{
	if (!w->force)
		return find_cause(w->dir, w->place->before, mark, e);
	format_mark(mark, w->day, w->place->own->generation + 1, w->by);
	return 0;
}

/* Open items before the newest generation, held against what it left open. */
struct closed {
	struct reopened *to;
	const struct reopened *open;
	struct span mark;
};

static void
take_closed(void *arg, const struct open_id *leg)
{
	const struct closed *c = arg;

	if (!find(c->open, leg->id))
		add(c->to, leg->id, c->mark);
}

/* What the newest generation had closed, and its marks. */
static int
find_closed(struct reopened *r, const struct reopened_wish *w, struct err *why)
{
	struct reopened open = { 0 };
	struct buf mark = { 0 };
	struct closed c = { r, &open, { 0 } };
	char *path = open_path(w->dir,
	    manifest_find(
		&w->dir->manifest, w->was->from, w->was->from_generation),
	    why);
	int bad = !path || read_own(&open, w, take_any, why) ||
	    make_mark(w, &mark, why);

	c.mark = buf_span(&mark);
	bad = bad || open_ids_read(path, take_closed, &c, why);
	for (size_t i = 0; !bad && i < open.n; i++)
		if (open.of[i].mark.len)
			add(r, open.of[i].id, open.of[i].mark);
	free(path);
	buf_free(&mark);
	reopened_free(&open);
	sort(r);
	return bad ? -1 : 0;
}

int
reopened_find(struct reopened *r, const struct reopened_wish *w,
    struct buf *notes, struct err *e)
{
	struct err why;

	if (!w->place->own || !w->was->from_generation)
		return 0;
	if (!w->force && !w->place->own_stale)
		return w->was->totals[DAY_REOPENED].records
		    ? read_own(r, w, take_marked, e)
		    : 0;
	if (find_closed(r, w, &why) == 0)
		return 0;
	r->n = 0;
	r->is_lost = w->was->totals[DAY_REOPENED].records > 0;
	buf_printf(notes, "%s: ", w->dir->dir);
	turn_add_day(notes, w->day);
	buf_printf(
	    notes, ": which items it opens again is not known: %s\n", why.text);
	return 0;
}

const struct span *
reopened_mark(const struct reopened *r, struct span id)
{
	const struct reopened_leg *leg = find(r, id);

	return leg ? &leg->mark : NULL;
}

void
reopened_free(struct reopened *r)
{
	free(r->of);
	arena_free(&r->arena);
	*r = (struct reopened){ 0 };
}
