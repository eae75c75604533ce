/* What of the seals asks a truth. */
#include "cut/split/split_seals.h"

#include <inttypes.h>

#include "base/mem.h"
#include "cut/book/cut_days.h"
#include "cut/book/cut_turned.h"

struct reading {
	struct split_seals *s;
	struct cut_book *book;
};

static int
take_date(void *arg, const struct truth_date *d, struct err *e)
{
	const struct reading *r = arg;
	struct split_seals *s = r->s;
	int32_t day;
	bool ends;

	if (d->sealed == 0 || d->sealed > s->as_of)
		return 0;
	if (cut_turned_ends_day(r->book, d->date, &ends, e) ||
	    cut_turned_day(r->book, d->date, &day, e))
		return -1;
	if (!ends)
		return 0;
	s->dates = mem_grow(s->dates, &s->cap, s->n + 1, sizeof *s->dates);
	s->dates[s->n++] = day;
	return 0;
}

static int
set_step(
    struct split_seals *s, struct truth *t, const int64_t *as_of, struct err *e)
{
	int64_t last;

	if (truth_last(t, &last, e))
		return -1;
	s->as_of = as_of ? *as_of : last;
	if (s->as_of >= 0 && s->as_of <= last)
		return 0;
	return err_set(e, ST_FAIL,
	    "--as-of %" PRId64 ": the last step is %" PRId64, s->as_of, last);
}

int
split_seals_read(struct split_seals *s, struct truth *t, struct cut_book *book,
    const int64_t *as_of, struct err *e)
{
	struct reading r = { s, book };

	if (set_step(s, t, as_of, e) ||
	    truth_dates(t, book->name, book->cycle, cut_turned_first(book),
		take_date, &r, e))
		return -1;
	s->open = book->first;
	while (split_seals_has(s, s->open))
		if (cut_days_next(book, s->open, &s->open, e))
			return -1;
	return cut_days_next(book, s->open, &s->next, e);
}
