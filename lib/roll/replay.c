#include "roll/replay.h"

#include <stdlib.h>

#include "book/chain.h"
#include "text/tsv.h"
#include "value/date.h"

/* A day that is stale, and its copies. */
struct stale_day {
	int32_t day;
	char *copy;      /* owned: the path of that of its results */
	struct buf name; /* as the input was called */
};

static int
refuse(const struct state_dir *s, const struct manifest_day *m, struct err *e)
{
	char day[DATE_LEN + 1];

	date_format(m->day, day);
	return err_set(e, ST_FAIL,
	    "%s: %s is stale, and there is no copy of its input: run it again "
	    "(--keep keeps copies)",
	    s->dir, day);
}

static int
find_copies(struct stale_day *d, const struct state_dir *s,
    const struct manifest_day *m, struct err *e)
{
	struct day_entry en;
	int r = 0;

	if (!m->has_copies)
		return refuse(s, m, e);
	if (state_dir_entry(s, m, &en, e))
		return -1;
	d->day = m->day;
	if (en.kind == DAY_ROLLED && en.inputs.n && en.copies.n) {
		d->copy = state_dir_path(s, en.copies.of[0].name);
		tsv_unescape(&d->name, en.inputs.of[0].name);
		buf_byte(&d->name, '\0');
	} else {
		r = refuse(s, m, e);
	}
	day_entry_free(&en);
	return r;
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
	wish.today = stale->copy;
	wish.packed = true;
	wish.today_as = stale->name.p;
	wish.output = "/dev/null";
	if (day_run(&day, &wish, e))
		return -1;
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
		free(stale.copy);
		buf_free(&stale.name);
	} while (r == 1);
	return r;
}
