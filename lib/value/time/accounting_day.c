#include "value/time/accounting_day.h"

#include "value/time/date.h"

enum { DAY = 86400, NOON = DAY / 2 };

bool
accounting_day_set_cut(struct accounting_day *c, const char *text)
{
	struct time_format form;
	struct time_format_moment m;
	char dated[] = "2000-01-01 00:00";
	struct err e;

	if (strlen(text) != 5)
		return false;
	memcpy(dated + 11, text, 5);
	if (time_format_parse(&form, "%F %R", &e) ||
	    !time_format_read(&form, span_str(dated), &m) ||
	    !strncmp(text, "24", 2)) /* is of the next day */
		return false;
	c->cut = m.seconds;
	return true;
}

void
accounting_day_set_near(struct accounting_day *c, int32_t day)
{
	c->has_near = true;
	c->near = day;
	for (size_t i = 0; i < c->n_formats; i++)
		c->formats[i].near = day;
}

bool
accounting_day_wants_year(const struct accounting_day *c)
{
	for (size_t i = 0; i < c->n_formats; i++)
		if (!time_format_has_year(&c->formats[i]))
			return true;
	return false;
}

static bool
read_moment(
    const struct accounting_day *c, struct span s, struct time_format_moment *m)
{
	static const struct time_format iso;

	if (c->n_formats == 0)
		return time_format_read(&iso, s, m);
	for (size_t i = 0; i < c->n_formats; i++)
		if (time_format_read(&c->formats[i], s, m))
			return true;
	return false;
}

/* The accounting day of a time on the clock of the accounting zone. */
static int32_t
day_of(const struct accounting_day *c, int64_t local)
{
	int64_t seconds = (local % DAY + DAY) % DAY;
	int64_t day = (local - seconds) / DAY;

	if (c->cut >= NOON && seconds >= c->cut)
		day++;
	else if (c->cut < NOON && seconds < c->cut)
		day--;
	return (int32_t)day;
}

/* Are clocks far from being put back? */
static bool
is_calm(struct zone *z, int64_t utc)
{
	struct zone_span s = zone_at(z, utc);

	return utc - s.from > 2 * DAY && s.until - utc > 2 * DAY;
}

/* Is a moment, at which clocks show local, at or behind a cut that they show at
 * that time? */
static bool
is_behind(
    const struct accounting_day *c, int64_t utc, int64_t local, int64_t cut)
{
	int64_t moments[2];

	if (zone_moments(c->zone, cut, moments) < 2)
		return local >= cut;
	return utc >= moments[c->choice == ACCOUNTING_DAY_LATER];
}

/* The accounting day of a moment. */
static int32_t
day_at(const struct accounting_day *c, int64_t utc)
{
	int64_t local = zone_local(c->zone, utc), cut;

	if (!c->cut_is_moment || c->cut == ACCOUNTING_DAY_NO_CUT ||
	    is_calm(c->zone, utc))
		return day_of(c, local);
	cut = local - (local % DAY + DAY) % DAY + c->cut + DAY;
	while (!is_behind(c, utc, local, cut))
		cut -= DAY;
	return day_of(c, cut);
}

static struct accounting_day_words
words_of(const struct accounting_day *c)
{
	static const struct accounting_day_words options = {
		.zone = "--from-zone",
		.choice = "--ambiguous earlier or later",
		.needs = "--cut",
	};
	struct accounting_day_words w = c->words ? *c->words : options;

	if (!c->words && c->from)
		w.needs = w.zone;
	return w;
}

/* A local time of another zone that may be none or two moments. */
static int
day_from(
    const struct accounting_day *c, int64_t local, int32_t *day, struct err *e)
{
	int64_t utc[2];
	int32_t second;
	int n = zone_moments(c->from, local, utc);

	if (n == 0)
		return err_set(e, ST_DATA,
		    "did not occur: the clocks of %s were put forward past it",
		    words_of(c).zone);
	*day = day_at(c, utc[0]);
	if (n == 1)
		return 0;
	second = day_at(c, utc[1]);
	if (*day != second && c->choice == ACCOUNTING_DAY_REFUSE)
		return err_set(e, ST_DATA,
		    "occurred twice, on two accounting dates: the clocks of %s "
		    "were put back; say %s",
		    words_of(c).zone, words_of(c).choice);
	if (c->choice == ACCOUNTING_DAY_LATER)
		*day = second;
	return 0;
}

/* Dates the streams can write. */
static int
check_range(int32_t day, struct err *e)
{
	if (day < DATE_FIRST || day > DATE_LAST)
		return err_set(e, ST_DATA,
		    "falls outside the years 0000 to "
		    "9999");
	return 0;
}

static int
day_without_time(const struct accounting_day *c,
    const struct time_format_moment *m, int32_t *day, struct err *e)
{
	if (c->cut != ACCOUNTING_DAY_NO_CUT || c->from)
		return err_set(e, ST_DATA, "has no time of day, which %s needs",
		    words_of(c).needs);
	*day = m->day;
	return 0;
}

int
accounting_day_of(const struct accounting_day *c, struct span cell,
    int32_t *day, struct err *e)
{
	struct time_format_moment m;
	int64_t local;
	int32_t d = 0;

	if (!read_moment(c, cell, &m))
		return err_set(e, ST_DATA,
		    c->n_formats ? "is not a time of the form of --date-format"
				 : "is not a time like 2022-11-01 23:59:59; "
				   "say what it is "
				   "with --date-format");
	if (!m.has_time)
		return day_without_time(c, &m, day, e);
	if (m.has_offset && !c->zone)
		return err_set(e, ST_DATA,
		    "tells its distance from UTC: say "
		    "with --zone where the accounting day is counted");
	local = (int64_t)m.day * DAY + m.seconds;
	if (m.has_offset)
		d = day_at(c, local - m.offset);
	else if (!c->from)
		d = day_of(c, local);
	else if (day_from(c, local, &d, e))
		return -1;
	if (check_range(d, e))
		return -1;
	*day = d;
	return 0;
}
