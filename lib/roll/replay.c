#include "roll/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "book/dir/chain.h"
#include "book/dir/open_items.h"
#include "text/tsv.h"
#include "value/time/date.h"

/* A day that is stale, and the copies of its inputs. */
struct stale_day {
	int32_t day;
	struct repair_file today;
	struct repair_files amend, adjust;
	struct arena arena; /* of their names */
};

static int
refuse(const struct state_dir *s, const struct manifest_day *m, const char *why,
    const char *advice, struct err *e)
{
	char day[DATE_LEN + 1];

	date_format(m->day, day);
	return err_set(e, ST_FAIL, "%s: %s is stale, and %s: %s", s->dir, day,
	    why, advice);
}

/* Takes the copy of an input that the day was rolled from. */
static int
take_copy(struct stale_day *d, const struct state_dir *s,
    const struct day_bytes *input, const struct day_bytes *copy, struct err *e)
{
	char *path = state_dir_path(s, copy->name);
	struct repair_file is = { .path =
				      arena_text(&d->arena, span_str(path)) };
	struct buf name = { 0 };

	free(path);
	tsv_unescape(&name, input->name);
	is.as = arena_text(&d->arena, buf_span(&name));
	buf_free(&name);
	if (span_eq(input->role, SPAN("amend")))
		repair_files_add(&d->amend, &is);
	else if (span_eq(input->role, SPAN("adjust")))
		repair_files_add(&d->adjust, &is);
	else
		d->today = is;
	return open_items_check(is.path, copy, e);
}

/* The copies of the inputs come first, in their order. */
static int
take_copies(struct stale_day *d, const struct state_dir *s,
    const struct day_entry *en, struct err *e)
{
	for (size_t i = 0; i < en->inputs.n; i++)
		if (take_copy(d, s, &en->inputs.of[i], &en->copies.of[i], e))
			return -1;
	return 0;
}

static void
stale_day_free(struct stale_day *d)
{
	free(d->amend.of);
	free(d->adjust.of);
	arena_free(&d->arena);
}

/* In a generation of the same input, the newest that has copies. 1, or 0 where
 * there is none. */
static int
find_generation(struct stale_day *d, const struct state_dir *s,
    const struct manifest_day *m, const struct day_entry *newest, struct err *e)
{
	const struct manifest_day *all = s->manifest.days;
	int r = 0;

	for (size_t i = (size_t)(m - all) + 1; r == 0 && i; i--) {
		struct day_entry en;

		m = &all[i - 1];
		if (m->day != d->day)
			break;
		if (!m->has_copies)
			continue;
		if (state_dir_entry(s, m, &en, e))
			return -1;
		if (en.inputs.n && en.copies.n > en.inputs.n &&
		    day_entry_same_inputs(&en, newest))
			r = take_copies(d, s, &en, e) ? -1 : 1;
		day_entry_free(&en);
	}
	return r;
}

static int
find_copies(struct stale_day *d, const struct state_dir *s,
    const struct manifest_day *m, struct err *e)
{
	struct day_entry newest;
	int r;

	if (state_dir_entry(s, m, &newest, e))
		return -1;
	d->day = m->day;
	if (newest.kind != DAY_ROLLED) {
		r = refuse(s, m,
		    newest.kind == DAY_IMPORTED
			? "was imported, not run"
			: "was taken over without its input",
		    "run it from its results with --force", e);
	} else {
		r = find_generation(d, s, m, &newest, e);
		if (r == 0)
			r = refuse(s, m, "there is no copy of its input",
			    "run it again (--keep keeps copies)", e);
	}
	day_entry_free(&newest);
	return r < 0 ? -1 : 0;
}

/* The first stale day: 1, or 0 where there is none. */
static int
find_stale(struct stale_day *d, const char *dir, struct err *e)
{
	struct chain c = { 0 };
	struct state_dir s;
	size_t i = 0;
	int r = 0;

	if (state_dir_look(&s, dir, e))
		return -1;
	chain_make(&c, &s.manifest);
	while (i < c.n && !c.days[i].stale)
		i++;
	if (i < c.n)
		r = find_copies(d, &s, &s.manifest.days[c.days[i].at], e) ? -1
									  : 1;
	chain_free(&c);
	state_dir_close(&s);
	return r;
}

/* The files of a day need not fit what the days before it leave now. */
static void
tell_way_out(int32_t day, struct err *e)
{
	size_t n = strlen(e->text);
	char date[DATE_LEN + 1];

	date_format(day, date);
	snprintf(e->text + n, sizeof e->text - n,
	    "; %s stays stale: run it by hand, from files that were mended, "
	    "with --force",
	    date);
}

static int
run_again(const struct day_wish *w, const struct stale_day *stale,
    replay_told_fn *told, void *arg, struct err *e)
{
	struct state_wish state = *w->state;
	struct day_wish wish = *w;
	struct day day;

	state.today = stale->day;
	state.copies = true;
	state.keep_days = 0;
	wish.state = &state;
	wish.date = stale->day;
	wish.today = stale->today.path;
	wish.packed = true;
	wish.today_as = stale->today.as;
	wish.amend = stale->amend;
	wish.adjust = stale->adjust;
	wish.output = "/dev/null";
	if (day_run(&day, &wish, e)) {
		if (e->status == ST_DATA)
			tell_way_out(stale->day, e);
		return -1;
	}
	told(arg, &day);
	day_close(&day);
	return 0;
}

int
replay_days(
    const struct day_wish *w, replay_told_fn *told, void *arg, struct err *e)
{
	int r;

	do {
		struct stale_day stale = { 0 };

		r = find_stale(&stale, w->state->dir, e);
		if (r == 1 && run_again(w, &stale, told, arg, e))
			r = -1;
		stale_day_free(&stale);
	} while (r == 1);
	return r;
}
