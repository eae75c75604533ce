#include "cut/turn/turn_dates.h"

#include "cut/book/cut_days.h"
#include "value/time/date.h"

/* What is found on the way through the rounds of a book. */
struct scan {
	int32_t before; /* the date whose state is wanted */
	enum cut_state state;
	int32_t decided; /* the last that is */
	int32_t last;
	bool any;
};

static int
see(void *arg, const struct truth_date *d, struct err *e)
{
	struct scan *s = arg;

	(void)e;
	if (d->date == s->before)
		s->state = d->state;
	if (cut_state_reached(d->state, CUT_DECIDED))
		s->decided = d->date;
	s->last = d->date;
	s->any = true;
	return 0;
}

static int
scan_from(struct turn *t, int32_t from, struct scan *s, struct err *e)
{
	s->state = CUT_OPEN;
	s->decided = DATE_FIRST - 1;
	s->any = false;
	return truth_dates(
	    &t->truth, t->book.name, TURN_CYCLE, from, see, s, e);
}

/* Those behind the last that is decided, or from the first of the book on. */
static int
missed_behind(struct turn *t, struct cut_book *b, int32_t decided,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *e)
{
	int32_t date = b->first;
	int r = 0;

	if (decided >= b->first)
		r = cut_days_next(b, decided, &date, e);
	else if (!cut_days_is(b, date))
		r = cut_days_next(b, date, &date, e);
	while (r == 0 && cut_days_end(b, date) <= turn_now(t)) {
		r = each(arg, date, e);
		if (r == 0)
			r = cut_days_next(b, date, &date, e);
	}
	return r;
}

int
turn_dates_missed(struct turn *t, struct cut_book *b,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *e)
{
	struct scan s = { .before = DATE_FIRST - 1 };

	if (scan_from(t, b->first, &s, e))
		return -1;
	return missed_behind(t, b, s.decided, each, arg, e);
}

static int
count(void *arg, int32_t date, struct err *e)
{
	uint32_t *n = arg;

	(void)date;
	(void)e;
	++*n;
	return 0;
}

int
turn_dates_of(struct turn *t, struct cut_book *b, int32_t date,
    struct turn_dates *to, struct err *e)
{
	struct scan s = { .before = DATE_FIRST - 1 };
	bool first = date <= b->first;

	if (!first && cut_days_before(b, date, &s.before, e))
		return -1;
	if (s.before < b->first)
		first = true;
	if (scan_from(t, b->first, &s, e))
		return -1;
	*to = (struct turn_dates){
		.before_sealed =
		    first || cut_state_reached(s.state, CUT_SEALED),
		.before_locked =
		    first || cut_state_reached(s.state, CUT_LOCKED),
	};
	return missed_behind(t, b, s.decided, count, &to->missed, e);
}

int
turn_dates_last(struct turn *t, int32_t *date, struct err *e)
{
	struct scan s = { .before = DATE_FIRST - 1 };

	if (scan_from(t, DATE_FIRST, &s, e))
		return -1;
	if (s.any)
		*date = s.last;
	return s.any;
}
