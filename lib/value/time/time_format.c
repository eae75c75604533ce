#include "value/time/time_format.h"

#include "value/time/date.h"
#include "value/time/timepart.h"

enum { DAY = 86400 };

#define BIT(part) (1u << (part))

static int
collect(struct time_format *t, const char *format, struct err *e)
{
	for (const char *f = format; *f; f++) {
		bool loose;
		int part;

		if (*f != '%' || *++f == '%')
			continue;
		loose = *f == '-';
		f += loose;
		if (!loose && timepart_expansion(*f)) {
			if (collect(t, timepart_expansion(*f), e))
				return -1;
			continue;
		}
		part = timepart_of(*f);
		if (part < 0 || (loose && !timepart_is_short(*f)))
			return err_set(e, ST_FAIL,
			    "unknown conversion "
			    "\"%%%.*s\"",
			    loose + 1, f - loose);
		if (t->parts & BIT(part))
			return err_set(e, ST_FAIL,
			    "%%%c tells what another "
			    "conversion tells",
			    *f);
		t->parts |= BIT(part);
	}
	return 0;
}

/* Are the parts enough for a day, and does none hang in the air? */
static const char *
missing(unsigned p)
{
	const unsigned date = BIT(PART_MONTH) | BIT(PART_MDAY);
	const unsigned of_twelve = BIT(PART_HOUR12) | BIT(PART_HALF);
	unsigned days = p & (date | BIT(PART_YDAY));
	unsigned hours = p & (BIT(PART_HOUR) | of_twelve);

	if (p & BIT(PART_EPOCH))
		return p == BIT(PART_EPOCH) ? NULL : "%s and %Q stand alone";
	if (!(p & BIT(PART_YEAR)) && days != date)
		return "the year is missing";
	if (days != date && days != BIT(PART_YDAY))
		return "it takes %m and %d, or %j";
	if (hours && hours != BIT(PART_HOUR) && hours != of_twelve)
		return "it takes %H, or %I and %p";
	if (!hours != !(p & BIT(PART_MINUTE)))
		return "hours and minutes go together";
	if ((p & BIT(PART_SECOND) && !(p & BIT(PART_MINUTE))) ||
	    (p & BIT(PART_FRACTION) && !(p & BIT(PART_SECOND))))
		return "it takes %H, %M and %S before a smaller part";
	if (p & BIT(PART_OFFSET) && !hours)
		return "%z without a time of day";
	return NULL;
}

int
time_format_parse(struct time_format *t, const char *format, struct err *e)
{
	const char *why;

	*t = (struct time_format){ .format = format };
	if (collect(t, format, e))
		return -1;
	why = missing(t->parts);
	return why
	    ? err_set(e, ST_FAIL, "\"%s\" does not tell a day: %s", format, why)
	    : 0;
}

bool
time_format_has_year(const struct time_format *t)
{
	return !t->format || t->parts & (BIT(PART_YEAR) | BIT(PART_EPOCH));
}

bool
time_format_has_time(const struct time_format *t)
{
	return t->parts & (BIT(PART_MINUTE) | BIT(PART_EPOCH));
}

static bool
read_by(struct span *s, const char *format, int64_t v[PART_COUNT])
{
	for (const char *f = format; *f; f++) {
		const char *expanded;
		bool loose;

		if (*f != '%' || f[1] == '%') {
			if (!span_take(s, *f))
				return false;
			f += *f == '%';
			continue;
		}
		loose = *++f == '-';
		f += loose;
		expanded = loose ? NULL : timepart_expansion(*f);
		if (expanded
			? !read_by(s, expanded, v)
			: !timepart_read(s, *f, loose, &v[timepart_of(*f)]))
			return false;
	}
	return true;
}

static bool
of_epoch(int64_t seconds, struct time_format_moment *m)
{
	int64_t of_day = (seconds % DAY + DAY) % DAY;
	int64_t day = (seconds - of_day) / DAY;

	if (day < DATE_FIRST || day > DATE_LAST)
		return false;
	*m = (struct time_format_moment){ (int32_t)day, (int)of_day, true, true,
		0 };
	return true;
}

/* Of the days of that month and day of month the one nearest to another. */
static bool
nearest(const int64_t v[PART_COUNT], int32_t near, int32_t *day)
{
	int year, month, mday;
	int32_t best = INT32_MAX, d;

	date_civil(near, &year, &month, &mday);
	for (int y = year - 1; y <= year + 1; y++) {
		int32_t apart;

		if (!date_of(y, (int)v[PART_MONTH], (int)v[PART_MDAY], &d))
			continue;
		apart = d < near ? near - d : d - near;
		if (apart < best) {
			best = apart;
			*day = d;
		}
	}
	return best != INT32_MAX;
}

/* The day, by month and day of month or by the day of the year. */
static bool
day_of(unsigned parts, const int64_t v[PART_COUNT], int32_t near, int32_t *day)
{
	int year = (int)v[PART_YEAR];
	int32_t leap_day;

	if (!(parts & BIT(PART_YEAR)))
		return nearest(v, near, day);
	if (!(parts & BIT(PART_YDAY)))
		return date_of(
		    year, (int)v[PART_MONTH], (int)v[PART_MDAY], day);
	if (v[PART_YDAY] == 366 && !date_of(year, 2, 29, &leap_day))
		return false;
	date_of(year, 1, 1, day);
	*day += (int32_t)v[PART_YDAY] - 1;
	return true;
}

/* The parts that were read, put together. */
static bool
assemble(unsigned parts, const int64_t v[PART_COUNT], int32_t near,
    struct time_format_moment *m)
{
	struct time_format_moment got = { 0 };
	int64_t hour = v[PART_HOUR] + v[PART_HOUR12] % 12 + 12 * v[PART_HALF];
	int64_t second = v[PART_SECOND] < 60 ? v[PART_SECOND] : 59;

	if (parts & BIT(PART_EPOCH))
		return of_epoch(v[PART_EPOCH], m);
	if (!day_of(parts, v, near, &got.day))
		return false;
	if (hour == 24) {
		if (v[PART_MINUTE] || v[PART_SECOND] || v[PART_FRACTION] ||
		    got.day == DATE_LAST)
			return false;
		got.day++;
		hour = 0;
	}
	got.has_time = parts & BIT(PART_MINUTE);
	got.has_offset = parts & BIT(PART_OFFSET);
	got.seconds = (int)((hour * 60 + v[PART_MINUTE]) * 60 + second);
	got.offset = (int)v[PART_OFFSET];
	*m = got;
	return true;
}

/* Two digits, or more than 99. */
static unsigned
two(const char *p)
{
	unsigned tens = (unsigned char)p[0] - '0';
	unsigned ones = (unsigned char)p[1] - '0';

	return tens < 10 && ones < 10 ? tens * 10 + ones : 100;
}

/* "2022-11-01 23:59:59", the most common form by far, quickly; false where
 * another road has to be taken. */
static bool
read_plain(struct span s, struct time_format_moment *m)
{
	unsigned hour, minute, second;
	int32_t day;

	if (s.len != DATE_LEN + 9 || (s.p[10] != ' ' && s.p[10] != 'T') ||
	    s.p[13] != ':' || s.p[16] != ':')
		return false;
	hour = two(s.p + 11);
	minute = two(s.p + 14);
	second = two(s.p + 17);
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	if (!date_parse((struct span){ s.p, DATE_LEN }, &day))
		return false;
	*m = (struct time_format_moment){ .day = day, .has_time = true };
	m->seconds = (int)((hour * 60 + minute) * 60 + second);
	return true;
}

/* ISO 8601, extended form. */
static bool
read_iso(struct span s, struct time_format_moment *m)
{
	unsigned parts = BIT(PART_YEAR) | BIT(PART_MONTH) | BIT(PART_MDAY);
	int64_t v[PART_COUNT] = { 0 };

	if (!read_by(&s, "%Y-%m-%d", v))
		return false;
	if (s.len) {
		if ((!span_take(&s, 'T') && !span_take(&s, ' ')) ||
		    !read_by(&s, "%H:%M", v))
			return false;
		parts |= BIT(PART_HOUR) | BIT(PART_MINUTE);
		if (s.len && s.p[0] == ':' &&
		    (!read_by(&s, ":%S", v) ||
			((span_take(&s, '.') || span_take(&s, ',')) &&
			    !read_by(&s, "%f", v))))
			return false;
	}
	if (s.len) {
		span_take(&s, ' ');
		if (!(parts & BIT(PART_HOUR)) || !read_by(&s, "%z", v) || s.len)
			return false;
		parts |= BIT(PART_OFFSET);
	}
	return assemble(parts, v, 0, m);
}

bool
time_format_read(
    const struct time_format *t, struct span s, struct time_format_moment *m)
{
	int64_t v[PART_COUNT] = { 0 };

	if (!t->format)
		return read_plain(s, m) || read_iso(s, m);
	return read_by(&s, t->format, v) && s.len == 0 &&
	    assemble(t->parts, v, t->near, m);
}
