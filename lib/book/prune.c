#include "book/prune.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "book/chain.h"

/* The first day that has to stay, so many days before the last that is not
 * stale, or what that one was rolled from. */
static int32_t
find_least(const struct state_dir *s, unsigned days)
{
	const struct manifest_day *all = s->manifest.days;
	struct chain c = { 0 };
	int32_t least = DATE_FIRST;
	size_t whole;

	chain_make(&c, &s->manifest);
	whole = chain_whole(&c);
	if (whole > 1) {
		int32_t needed = all[c.days[whole - 2].at].day;

		least = all[c.days[whole - 1].at].day - (int32_t)days;
		if (least > needed)
			least = needed;
	}
	chain_free(&c);
	return least;
}

/* The name that a day had before it was taken over. */
static int
remove_open(
    const struct state_dir *s, const struct manifest_day *m, struct err *e)
{
	struct day_entry en;
	char *path;
	int r = 0;

	if (state_dir_entry(s, m, &en, e))
		return -1;
	path = state_dir_path(s, en.open.name);
	if (unlink(path) && errno != ENOENT)
		r = err_sys(e, ST_FAIL, "%s", path);
	free(path);
	day_entry_free(&en);
	return r;
}

int
prune_state(struct prune *p, struct state_dir *s, unsigned days, struct err *e)
{
	struct manifest *m = &s->manifest;
	int32_t least = find_least(s, days);
	bool *went = mem_zeroed(m->n, sizeof *went);
	int r = 0;

	*p = (struct prune){ 0 };
	for (size_t i = 0; i < m->n && m->days[i].day < least; i++) {
		struct manifest_day *d = &m->days[i];

		if (!d->has_open && !d->has_copies)
			continue;
		went[i] = d->has_open;
		d->has_open = d->has_copies = false;
		if (p->n++ == 0)
			p->first = d->day;
		p->last = d->day;
	}
	/* nothing is removed before the manifest says that it is gone */
	if (p->n && state_dir_commit(s, e))
		r = -1;
	for (size_t i = 0; r == 0 && p->n && i < m->n; i++)
		if (went[i])
			r = remove_open(s, &m->days[i], e);
	free(went);
	return r || state_dir_clean(s, e) ? -1 : 0;
}
