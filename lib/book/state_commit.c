/* A day that was run becomes one that is kept. */
#include "book/state.h"

#include <stdlib.h>

#include "book/day_change.h"
#include "book/dir/open_items.h"

/* Today's open items are with the disk, under no name yet. */
static int
note_open(struct state *s, struct stream_out *open, struct err *e)
{
	struct state_name n = { STATE_OPEN, s->wish.today, s->entry.generation,
		0 };
	char name[STATE_NAME_CAP], digest[DIGEST_TEXT + 1];
	struct digest_sum *sum = s->open;

	if (stream_sync(open, e))
		return -1;
	s->open = NULL;
	digest_end(sum, digest);
	state_name_format(name, &n);
	s->entry.open = (struct day_bytes){
		.name = arena_copy(&s->entry.arena, span_str(name)),
		.bytes = open->out.bytes,
		.digest = arena_copy(&s->entry.arena, span_str(digest)),
	};
	return 0;
}

/* Why today is another day than it was; NULL where it is not. *fault: it should
 * not be. */
static const char *
find_change(const struct state *s, bool *fault)
{
	const struct place *p = &s->place;
	const char *change =
	    p->own ? day_change(&s->entry, &s->was, p->own_stale) : NULL;

	*fault =
	    change && day_change_is_fault(&s->entry, &s->was, p->own_stale);
	if (!*fault || !s->reopened.is_lost)
		return change;
	*fault = false;
	return "was run before, and what it opened again is lost";
}

/* Is today to be kept, and not what it was already? */
static int
decide(struct state *s, struct err *e)
{
	const struct place *p = &s->place;
	bool fault;
	const char *change = find_change(s, &fault);
	struct buf b = { 0 };

	s->unchanged = p->own && !p->own_stale && !change;
	if (!change)
		return 0;
	turn_add_day(&b, s->wish.today);
	if (fault) {
		err_set(e, ST_BROKEN,
		    "%s: the input of %.*s gave other open items when it was "
		    "run before",
		    s->dir.dir, (int)b.len, b.p);
		buf_free(&b);
		return -1;
	}
	buf_printf(&b, " %s", change);
	if (p->later) {
		buf_str(&b, "; it makes stale ");
		turn_add_days(&b, p->later_first, p->later_last, p->later);
	}
	return turn_take(&s->turn, &b, "--force replaces it", e);
}

/* Copies that are too old are named no longer. Today is the last day that is not
 * stale now, and what could be replayed comes after it; but a day out of turn
 * may be one that nobody meant. */
static void
expire_copies(struct state *s)
{
	struct manifest *m = &s->dir.manifest;

	if (!s->wish.keep_days || s->turn.forced.len)
		return;
	for (size_t i = 0; i < m->n; i++)
		if (m->days[i].day + (int32_t)s->wish.keep_days <=
		    s->wish.today)
			m->days[i].has_copies = false;
}

/* The facts of the stages before, and what was forced now; or, for a day that is run again from the same input, what
 * was forced when that came. */
static void
note_origin(struct state *s)
{
	struct day_entry *is = &s->entry, *was = &s->was;

	/* those of the stages before are of the input */
	if (!is->facts.len && s->place.own && day_entry_same_inputs(is, was))
		is->facts = was->facts;
	is->forced = buf_span(&s->turn.forced);
	if (is->kind == DAY_IMPORTED || is->forced.len)
		return;
	is->by.p = NULL;
	if (!s->place.own || !day_entry_same_inputs(is, was))
		return;
	is->forced = was->forced;
	is->by = was->by;
	is->why = was->why;
}

static int
keep(struct state *s, struct stream_out *open, struct err *e)
{
	struct manifest_day m;

	note_origin(s);
	if (stream_finish(open, e) || copies_finish(&s->copies, e) ||
	    state_dir_put(&s->dir, &s->entry, &m, e))
		return -1;
	manifest_add(&s->dir.manifest, &m);
	expire_copies(s);
	return state_dir_commit(&s->dir, e);
}

/* The open items that the manifest names were lost or changed, and the stream
 * has the same ones: it appears in their place. */
static int
mend(struct state *s, struct stream_out *open, const char *path,
    const struct err *why, struct err *e)
{
	output_rename(&open->out, path);
	if (stream_finish(open, e))
		return -1;
	s->mended = true;
	buf_printf(s->wish.told, "%s; it was written again\n", why->text);
	return 0;
}

/* The day was run from the same before: what is open is there, or is mended. */
static int
keep_old(struct state *s, struct stream_out *open, struct err *e)
{
	char *path = state_dir_path(&s->dir, s->was.open.name);
	struct err why = { 0 };
	int r = 0;

	if (s->place.own->has_open)
		r = open_items_check(path, &s->was.open, &why);
	if (r && why.status == ST_DATA) {
		r = mend(s, open, path, &why, e);
	} else {
		stream_abandon(open);
		if (r)
			*e = why;
	}
	free(path);
	return r;
}

int
state_commit(struct state *s, struct stream_out *open, struct err *e)
{
	if (note_open(s, open, e) || decide(s, e) ||
	    (!s->unchanged && copies_sync(&s->copies, &s->entry, e))) {
		stream_abandon(open);
		return -1;
	}
	return s->unchanged ? keep_old(s, open, e) : keep(s, open, e);
}
