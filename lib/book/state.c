#include "book/state.h"

#include <stdlib.h>

#include "book/dir/leftovers.h"
#include "book/dir/open_items.h"
#include "book/state_stamp.h"
#include "book/take_over.h"
#include "value/time/date.h"

/* What was open on the day before today in the chain. */
static int
find_before(struct state *s, const struct manifest_day *m, struct err *e)
{
	char day[DATE_LEN + 1], today[DATE_LEN + 1];

	date_format(m->day, day);
	date_format(s->wish.today, today);
	if (s->wish.kind == DAY_IMPORTED)
		return err_set(e, ST_FAIL,
		    "%s: what is imported is open before the first day, and "
		    "%s was run",
		    s->dir.dir, day);
	if (!m->has_open)
		return err_set(e, ST_FAIL,
		    "%s: the open items of %s were pruned, so that %s cannot "
		    "be run again",
		    s->dir.dir, day, today);
	if (state_dir_entry(&s->dir, m, &s->before, e))
		return -1;
	s->before_path = state_dir_path(&s->dir, s->before.open.name);
	s->entry.from = m->day;
	s->entry.from_generation = m->generation;
	s->entry.from_digest = arena_copy(&s->entry.arena, span_str(m->digest));
	return 0;
}

static int
find_own(struct state *s, const struct manifest_day *m, struct err *e)
{
	if (m->generation == STATE_GENERATION_MAX)
		return err_set(
		    e, ST_FAIL, "%s: a day was run too often", s->dir.dir);
	s->entry.generation = m->generation + 1;
	return state_dir_entry(&s->dir, m, &s->was, e);
}

/* What is imported follows from no day, so that it could not be run again. */
static int
check_imported(const struct state *s, struct err *e)
{
	const struct manifest *m = &s->dir.manifest;
	char day[DATE_LEN + 1];
	struct day_entry en;
	int r = 0;

	if (!m->n || m->days[0].day <= s->wish.today)
		return 0;
	if (state_dir_entry(
		&s->dir, manifest_find(m, m->days[0].day, 0), &en, e))
		return -1;
	date_format(en.day, day);
	if (en.kind == DAY_IMPORTED)
		r = err_set(e, ST_FAIL,
		    "%s: what was open on %s was imported, and the chain "
		    "begins there: no day before it is run",
		    s->dir.dir, day);
	day_entry_free(&en);
	return r;
}

static int
find_reopened(struct state *s, struct err *e)
{
	const struct reopened_wish w = {
		.dir = &s->dir,
		.place = &s->place,
		.was = &s->was,
		.day = s->wish.today,
		.force = s->wish.force,
		.by = s->entry.by,
	};

	return reopened_find(&s->reopened, &w, &s->turn.notes, e);
}

/* Finds today's place in the chain, and reads what is known there. */
static int
find_place(struct state *s, struct err *e)
{
	struct place *p = &s->place;

	if (check_imported(s, e) ||
	    place_find(p, &s->dir.manifest, s->wish.today, &s->turn, e) ||
	    (p->own && find_own(s, p->own, e)) ||
	    (p->before && find_before(s, p->before, e)))
		return -1;
	if (!p->before && !p->own) {
		buf_printf(&s->turn.notes,
		    "%s: a new chain of days begins with ", s->dir.dir);
		turn_add_day(&s->turn.notes, s->wish.today);
		buf_byte(&s->turn.notes, '\n');
	}
	return 0;
}

int
state_open(struct state *s, const struct state_wish *wish, struct err *e)
{
	*s = (struct state){ .wish = *wish,
		.turn = { .dir = wish->dir, .force = wish->force } };
	s->entry.day = wish->today;
	s->entry.generation = 1;
	s->entry.kind = wish->kind;
	if (state_dir_open(&s->dir, wish->dir, wish->wait_s, e) ||
	    state_stamp(&s->entry, wish->version, wish->by, wish->why, e) ||
	    leftovers_remove(&s->dir, e) ||
	    take_over(&s->dir, &s->entry, wish->told, e) || find_place(s, e) ||
	    find_reopened(s, e)) {
		state_close(s);
		return -1;
	}
	return 0;
}

int
state_check_before(struct state *s, struct digest *sum, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	uint64_t bytes;

	if (digest_take(sum, digest, &bytes, e))
		return err_at(e, s->before_path, 0);
	if (span_eq(span_str(digest), s->before.open.digest))
		return 0;
	return open_items_changed(s->before_path, e);
}

int
state_copy_input(struct state *s, struct input *in, struct err *e)
{
	return s->wish.copies
	    ? copies_cover(&s->copies, &s->dir, &s->entry, in, e)
	    : 0;
}

int
state_copy_results(struct state *s, struct output *out, struct err *e)
{
	return s->wish.copies
	    ? copies_watch(&s->copies, &s->dir, &s->entry, out, e)
	    : 0;
}

void
state_copy_last(struct state *s, struct output *out, struct span last)
{
	if (!s->wish.copies)
		return;
	copies_put_last(&s->copies, out, last);
}

static void
see_open(void *arg, struct span bytes)
{
	digest_add(arg, bytes);
}

int
state_create(struct state *s, struct stream_out *open, struct err *e)
{
	char *path = state_dir_path_of(
	    &s->dir, STATE_OPEN, s->wish.today, s->entry.generation);
	/* whatever the results are written as: a day that is run again has
	 * the same open items */
	int r = stream_create_as(
	    open, path, STREAM_RESULT, STREAM_VERSION_USUAL, e);

	free(path);
	if (r)
		return -1;
	s->open = digest_begin();
	output_watch(&open->out, see_open, s->open);
	return 0;
}

void
state_close(struct state *s)
{
	state_dir_close(&s->dir);
	free(s->before_path);
	day_entry_free(&s->before);
	day_entry_free(&s->was);
	day_entry_free(&s->entry);
	reopened_free(&s->reopened);
	copies_free(&s->copies);
	if (s->open)
		digest_drop(s->open);
	turn_free(&s->turn);
}
