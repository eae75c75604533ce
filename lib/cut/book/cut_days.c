#include "cut/book/cut_days.h"

#include "value/time/date.h"

enum { DAY_S = 86400, NOON_S = DAY_S / 2 };

static int
year_of(int32_t day)
{
	int year, month, mday;

	date_civil(day, &year, &month, &mday);
	return year;
}

static bool
is_known(const struct cut_book *b, int32_t day)
{
	return b->every_day || calendar_covers(&b->calendar, year_of(day));
}

static bool
works(const struct cut_book *b, int32_t day)
{
	return b->every_day || calendar_works(&b->calendar, day);
}

static int
unknown(const struct cut_book *b, int32_t day, struct err *e)
{
	return err_set(e, ST_DATA,
	    "%s: calendar: it names no day of %d, so nobody knows which are "
	    "off",
	    b->file.path, year_of(day));
}

bool
cut_days_is(const struct cut_book *b, int32_t date)
{
	return date >= b->first && date <= DATE_LAST && is_known(b, date) &&
	    works(b, date);
}

/* The first that is not off, from a day on. */
static int
from(const struct cut_book *b, int32_t day, int32_t *date, struct err *e)
{
	for (; day <= DATE_LAST; day++) {
		if (!is_known(b, day))
			return unknown(b, day, e);
		if (works(b, day)) {
			*date = day;
			return 0;
		}
	}
	return err_set(e, ST_DATA, "there is no accounting date until 9999");
}

int
cut_days_next(
    const struct cut_book *b, int32_t date, int32_t *next, struct err *e)
{
	return from(b, date < b->first ? b->first : date + 1, next, e);
}

int64_t
cut_days_moment(struct cut_book *b, int64_t local)
{
	int64_t utc[2];

	if (b->choice == ACCOUNTING_DAY_LATER &&
	    zone_moments(&b->zone, local, utc) == 2)
		return utc[1];
	return zone_first_moment(&b->zone, local);
}

int64_t
cut_days_end(struct cut_book *b, int32_t date)
{
	int64_t day = (int64_t)date + (b->cut < NOON_S);

	return cut_days_moment(b, day * DAY_S + b->cut);
}

int
cut_days_of(const struct cut_book *b, int32_t day, int32_t *date, struct err *e)
{
	while (day < b->first && !works(b, day))
		day++;
	if (day >= b->first)
		return from(b, day, date, e);
	*date = day;
	return 0;
}

int
cut_days_at(struct cut_book *b, int64_t moment, int32_t *date, struct err *e)
{
	int64_t local = zone_local(&b->zone, moment);
	int32_t day =
	    (int32_t)((local - (local % DAY_S + DAY_S) % DAY_S) / DAY_S);

	/* it lies in the day before, in this one, or in the next */
	for (day--; moment >= cut_days_end(b, day); day++)
		continue;
	return cut_days_of(b, day, date, e);
}
