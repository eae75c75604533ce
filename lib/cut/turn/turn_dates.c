#include "cut/turn/turn_dates.h"

#include "cut/book/cut_days.h"
#include "value/time/date.h"

/* A round that is decided, on the way through those of a book. */
struct link {
	bool is;
	int32_t date, next;
	enum cut_state state;
};

struct scan {
	int32_t date;
	struct link before; /* the last with an earlier date than that */
	struct link last;
};

static int
see(void *arg, const struct truth_date *d, struct err *e)
{
	const struct link link = { true, d->date, d->next, d->state };
	struct scan *s = arg;

	(void)e;
	if (!cut_state_reached(d->state, CUT_DECIDED))
		return 0;
	if (d->date < s->date)
		s->before = link;
	s->last = link;
	return 0;
}

static int
scan(struct turn *t, struct scan *s, struct err *e)
{
	return truth_dates(
	    &t->truth, t->book.name, TURN_CYCLE, DATE_FIRST, see, s, e);
}

/* Those from the date on that systems were turned to last, or from the first of
 * the book. */
static int
missed_from(struct turn *t, struct cut_book *b, const struct link *last,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *e)
{
	int32_t date = last->is ? last->next : b->first;
	int r = 0;

	if (!last->is && !cut_days_is(b, date))
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
	struct scan s = { .date = DATE_FIRST };

	if (scan(t, &s, e))
		return -1;
	return missed_from(t, b, &s.last, each, arg, e);
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

/* Is there no try to be opened for the date, also not when those before it are
 * sealed? What the calendar says now may not be what it said when systems were
 * turned, and so with the first date. */
static bool
is_out_of_turn(const struct cut_book *b, const struct link *last, int32_t date)
{
	return last->is && last->next != date &&
	    (date < last->next || !cut_days_is(b, last->next));
}

int
turn_dates_of(struct turn *t, struct cut_book *b, int32_t date,
    struct turn_dates *to, struct err *e)
{
	struct scan s = { .date = date };
	bool first;

	if (scan(t, &s, e))
		return -1;
	first = !s.before.is && date <= b->first;
	*to = (struct turn_dates){
		.before_sealed = first ||
		    (s.before.is && s.before.next == date &&
			cut_state_reached(s.before.state, CUT_SEALED)),
		.before_locked = first ||
		    (s.before.is &&
			cut_state_reached(s.before.state, CUT_LOCKED)),
		.out_of_turn = is_out_of_turn(b, &s.last, date),
		.in_turn = s.last.next,
	};
	return 0;
}

int
turn_dates_count(
    struct turn *t, struct cut_book *b, uint32_t *missed, struct err *e)
{
	*missed = 0;
	return turn_dates_missed(t, b, count, missed, e);
}

/* The last that there is. */
static int
take_last(void *arg, const struct truth_date *d, struct err *e)
{
	int32_t *last = arg;

	(void)e;
	*last = d->date;
	return 0;
}

int
turn_dates_last(struct turn *t, int32_t *date, struct err *e)
{
	int32_t last = DATE_FIRST - 1;

	if (truth_dates(&t->truth, t->book.name, TURN_CYCLE, DATE_FIRST,
		take_last, &last, e))
		return -1;
	if (last < DATE_FIRST)
		return 0;
	*date = last;
	return 1;
}
