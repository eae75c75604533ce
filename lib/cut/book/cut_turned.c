#include "cut/book/cut_turned.h"

#include "cut/book/cut_days.h"
#include "value/time/date.h"

enum {
	HOUR_S = 3600,
	DAY_H = CUT_CYCLE_HOURS,
	HOUR_LAST = DATE_LAST * DAY_H + DAY_H - 1,
};

static int64_t
hour_end(struct cut_book *b, int32_t hour)
{
	return cut_days_moment(b, ((int64_t)hour + 1) * HOUR_S);
}

/* Did clocks not skip it? */
static bool
is_shown(struct cut_book *b, int32_t hour)
{
	return hour_end(b, hour) > hour_end(b, hour - 1);
}

/* The day that an hour belongs to by the cut-off, off or not. */
static int32_t
day_of(const struct cut_book *b, int32_t hour)
{
	int32_t cut = b->cut / HOUR_S;
	int32_t behind = hour - cut; /* that of day 0 */
	int32_t day = (behind - (behind % DAY_H + DAY_H) % DAY_H) / DAY_H;

	return cut < DAY_H / 2 ? day : day + 1;
}

/* The hour behind the cut-off of the day before. */
static int32_t
first_hour(const struct cut_book *b)
{
	int32_t cut = b->cut / HOUR_S;

	return (b->first - (cut < DAY_H / 2 ? 0 : 1)) * DAY_H + cut;
}

int
cut_turned_day(struct cut_book *b, int32_t date, int32_t *day, struct err *e)
{
	if (b->cycle == CUT_CYCLE_HOUR)
		return cut_days_of(b, day_of(b, date), day, e);
	*day = date;
	return 0;
}

/* The first hour that there is, from one on. */
static int
from(struct cut_book *b, int32_t hour, int32_t *next, struct err *e)
{
	int32_t day;

	while (hour <= HOUR_LAST && !is_shown(b, hour))
		hour++;
	if (cut_turned_day(b, hour, &day, e))
		return -1;
	*next = hour;
	return 0;
}

int32_t
cut_turned_first(struct cut_book *b)
{
	int32_t first;
	struct err e;

	if (b->cycle == CUT_CYCLE_DAY)
		return b->first;
	return from(b, first_hour(b), &first, &e) ? first_hour(b) : first;
}

bool
cut_turned_is(struct cut_book *b, int32_t date)
{
	struct err e;
	int32_t day;

	if (b->cycle == CUT_CYCLE_DAY)
		return cut_days_is(b, date);
	return date >= first_hour(b) && date <= HOUR_LAST &&
	    is_shown(b, date) && cut_turned_day(b, date, &day, &e) == 0;
}

int
cut_turned_next(struct cut_book *b, int32_t date, int32_t *next, struct err *e)
{
	if (b->cycle == CUT_CYCLE_DAY)
		return cut_days_next(b, date, next, e);
	return from(
	    b, date < first_hour(b) ? first_hour(b) : date + 1, next, e);
}

int64_t
cut_turned_end(struct cut_book *b, int32_t date)
{
	return b->cycle == CUT_CYCLE_DAY ? cut_days_end(b, date)
					 : hour_end(b, date);
}

int
cut_turned_ends_day(struct cut_book *b, int32_t date, bool *ends, struct err *e)
{
	int32_t next, day, next_day;

	if (cut_turned_next(b, date, &next, e) ||
	    cut_turned_day(b, date, &day, e) ||
	    cut_turned_day(b, next, &next_day, e))
		return -1;
	*ends = day != next_day;
	return 0;
}
