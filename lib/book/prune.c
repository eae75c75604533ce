#include "book/prune.h"

#include "book/dir/chain.h"
#include "book/dir/leftovers.h"

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

int
prune_state(struct prune *p, struct state_dir *s, unsigned days, struct err *e)
{
	struct manifest *m = &s->manifest;
	int32_t least = find_least(s, days);

	*p = (struct prune){ 0 };
	for (size_t i = 0; i < m->n && m->days[i].day < least; i++) {
		struct manifest_day *d = &m->days[i];

		if (!d->has_open && !d->has_copies)
			continue;
		d->has_open = d->has_copies = false;
		if (p->n++ == 0)
			p->first = d->day;
		p->last = d->day;
	}
	/* nothing is removed before the manifest says that it is gone */
	return (p->n && state_dir_commit(s, e)) || leftovers_remove(s, e) ? -1
									  : 0;
}
