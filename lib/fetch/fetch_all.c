#include <inttypes.h>

#include "fetch/fetch.h"
#include "sys/clock.h"

/* Says what failed, on the way to the next try. */
static void
tell(const struct fetch *f, const struct err *e, int64_t wait)
{
	struct buf b = { 0 };

	if (!f->verbose)
		return;
	buf_printf(&b, "%s; again in %" PRId64 " s", e->text, wait);
	buf_byte(&b, '\0');
	f->say(b.p);
	buf_free(&b);
}

bool
fetch_again(struct fetch *f, unsigned n, int64_t *wait, struct err *e)
{
	const struct deadline *d = &f->plan->deadline;
	uint32_t every = f->plan->options->every;
	int64_t asked = transfer_asked_to_wait(f->net), now;
	char was[ERR_CAP];

	if (!d->is || (e->status != ST_AGAIN && e->status != ST_DATA))
		return false;
	if (!every)
		every = FETCH_EVERY;
	*wait = *wait ? 2 * *wait : 1;
	if (*wait > every)
		*wait = every;
	now = asked > *wait ? asked : *wait;
	if (!deadline_passed(d)) {
		tell(f, e, now);
		deadline_wait(d, now);
	}
	if (!deadline_passed(d))
		return true;
	memcpy(was, e->text, sizeof was);
	err_set(e, e->status,
	    "%s; given up at %s %s after %u %s: ask who sends it, then run "
	    "this again",
	    was, d->time, d->zone, n, n == 1 ? "try" : "tries");
	return false;
}

static int
fetch_one(struct fetch *f, struct err *e)
{
	const struct fetch_place *a = &f->plan->place;
	struct file_sums sums;
	struct partial p;
	int64_t wait = 0;
	unsigned n = 0;
	int r;

	if (fetch_begin(f, a, &p, e))
		return -1;
	do {
		int64_t had = p.got;

		r = fetch_try(f, a, &p, &sums, e);
		n++;
		if (p.got > had)
			wait = 0;
	} while (r && fetch_again(f, n, &wait, e));
	if (r == 0)
		return fetch_settle(f, a, &p, &sums, e);
	fetch_give_up(f, a, &p, e);
	return -1;
}

int
fetch_all(struct fetch *f, struct err *e)
{
	int r = f->plan->match_glob ? fetch_directory(f, e) : fetch_one(f, e);

	facts_count(f->facts, "new", f->n_new, NULL);
	facts_count(f->facts, "same", f->n_same, NULL);
	facts_count(f->facts, "changed", f->n_changed, NULL);
	return r;
}
