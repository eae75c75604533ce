#include "cut/turn/turn_dates.h"

#include "cut/book/cut_turned.h"

enum { NEAR = 31 /* dates before one: where the round before it mostly is */ };

/* A round, on the way through those of a book. */
struct link {
	bool is;
	int32_t date, next;
	enum cut_state state;
};

struct scan {
	int32_t date;
	bool has; /* a try of it was not withdrawn */
	struct link
	    before; /* of those that are decided the last with an earlier date than that */
	struct link last;
};

static int
see(void *arg, const struct truth_date *d, struct err *e)
{
	const struct link link = { true, d->date, d->next, d->state };
	struct scan *s = arg;

	(void)e;
	s->has |= d->date == s->date && d->state != CUT_WITHDRAWN;
	if (!cut_state_reached(d->state, CUT_DECIDED))
		return 0;
	if (d->date < s->date)
		s->before = link;
	s->last = link;
	return 0;
}

static int
scan_from(struct turn *t, int32_t from, struct scan *s, struct err *e)
{
	return truth_dates(
	    &t->truth, t->book.name, t->book.cycle, from, see, s, e);
}

static int
scan(struct turn *t, struct scan *s, struct err *e)
{
	int32_t least = cut_cycle_least(t->book.cycle);

	if (s->date - NEAR > least && scan_from(t, s->date - NEAR, s, e))
		return -1;
	return s->before.is ? 0 : scan_from(t, least, s, e);
}

/* The date behind all that have a round: from there on the last rounds are near. */
static int
behind_all(struct turn *t, int32_t *date, struct err *e)
{
	enum cut_cycle cycle = t->book.cycle;

	*date = cut_cycle_least(cycle);
	if (truth_latest(&t->truth, t->book.name, cycle, date, e) < 0)
		return -1;
	++*date;
	return 0;
}

/* Those from the date on that systems were turned to last, or from the first of
 * the book. */
static int
missed_from(struct turn *t, struct cut_book *b, const struct link *last,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *e)
{
	int32_t date = last->is ? last->next : cut_turned_first(b);
	int r = 0;

	if (!last->is && !cut_turned_is(b, date))
		r = cut_turned_next(b, date, &date, e);
	while (r == 0 && cut_turned_end(b, date) <= turn_now(t)) {
		r = each(arg, date, e);
		if (r == 0)
			r = cut_turned_next(b, date, &date, e);
	}
	return r;
}

int
turn_dates_missed(struct turn *t, struct cut_book *b,
    int (*each)(void *, int32_t date, struct err *), void *arg, struct err *e)
{
	struct scan s = { 0 };

	if (behind_all(t, &s.date, e) || scan(t, &s, e))
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
is_out_of_turn(struct cut_book *b, const struct link *last, int32_t date)
{
	return last->is && last->next != date &&
	    (date < last->next || !cut_turned_is(b, last->next));
}

int
turn_dates_of(struct turn *t, struct cut_book *b, int32_t date,
    struct turn_dates *to, struct err *e)
{
	struct scan s = { .date = date };
	bool first;

	if (scan(t, &s, e))
		return -1;
	first = !s.before.is && date <= cut_turned_first(b);
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
turn_dates_place(
    struct turn *t, int32_t date, enum turn_place *place, struct err *e)
{
	struct scan s = { .date = date };

	if (scan(t, &s, e))
		return -1;
	if (s.has)
		*place = TURN_PLACE_HAS;
	else if (!s.last.is || date > s.last.next)
		*place = TURN_PLACE_BEHIND;
	else
		*place =
		    date == s.last.next ? TURN_PLACE_NEXT : TURN_PLACE_PASSED;
	return 0;
}

int
turn_dates_is(
    struct turn *t, struct cut_book *b, int32_t date, bool *is, struct err *e)
{
	enum turn_place place;

	if (turn_dates_place(t, date, &place, e))
		return -1;
	*is = place == TURN_PLACE_HAS || place == TURN_PLACE_NEXT ||
	    (place == TURN_PLACE_BEHIND && cut_turned_is(b, date));
	return 0;
}

int
turn_dates_count(
    struct turn *t, struct cut_book *b, uint32_t *missed, struct err *e)
{
	*missed = 0;
	return turn_dates_missed(t, b, count, missed, e);
}

/* The last round, on the way through those of a book. */
static int
take_last(void *arg, const struct truth_date *d, struct err *e)
{
	struct link *last = arg;

	(void)e;
	if (d->state != CUT_WITHDRAWN || (last->is && d->date == last->next))
		*last = (struct link){ true, d->date, d->next, d->state };
	return 0;
}

/* One that was withdrawn is known for the last by the one before it: where none
 * near is there, all are looked at. */
int
turn_dates_last(struct turn *t, int32_t *date, struct err *e)
{
	enum cut_cycle cycle = t->book.cycle;
	int32_t from, least = cut_cycle_least(cycle);
	struct link last = { 0 };

	if (behind_all(t, &from, e) ||
	    (from - NEAR > least &&
		truth_dates(&t->truth, t->book.name, cycle, from - NEAR,
		    take_last, &last, e)))
		return -1;
	if (!last.is &&
	    truth_dates(
		&t->truth, t->book.name, cycle, least, take_last, &last, e))
		return -1;
	if (last.is)
		*date = last.date;
	return last.is;
}
