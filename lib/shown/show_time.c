#include "shown/show_time.h"

#include <inttypes.h>
#include <time.h>

#include "value/time/date.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* Seconds that the machine's zone is east of UTC. */
static int32_t
offset_here(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;
	int32_t day;

	if (!localtime_r(&t, &tm) ||
	    !date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &day))
		return 0;
	return (int32_t)((int64_t)day * DAY + tm.tm_hour * HOUR +
	    tm.tm_min * MINUTE + tm.tm_sec - utc);
}

static int64_t
floor_of(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

void
show_time(struct buf *b, const struct show_clock *c, int64_t ms)
{
	int64_t utc = floor_of(ms, 1000), local, day;
	int32_t offset, s;
	char date[DATE_LEN + 1];

	if (ms == 0) {
		buf_byte(b, '-');
		return;
	}
	offset = c->zone ? zone_at(c->zone, utc).offset : offset_here(utc);
	local = utc + offset;
	day = floor_of(local, DAY);
	if (day < DATE_FIRST || day > DATE_LAST) {
		buf_printf(b, "%" PRId64 " s", utc);
		return;
	}
	s = (int32_t)(local - day * DAY);
	date_format((int32_t)day, date);
	buf_printf(b, "%s %02d:%02d:%02d %c%02d:%02d", date, s / HOUR,
	    s / MINUTE % 60, s % MINUTE, offset < 0 ? '-' : '+',
	    (offset < 0 ? -offset : offset) / HOUR,
	    (offset < 0 ? -offset : offset) / MINUTE % 60);
}

void
show_long(struct buf *b, int64_t ms)
{
	int64_t s = ms > 0 ? ms / 1000 : 0;

	if (ms > 0 && s == 0)
		buf_printf(b, "%" PRId64 " ms", ms);
	else if (s < MINUTE)
		buf_printf(b, "%" PRId64 " s", s);
	else if (s < HOUR)
		buf_printf(b, "%" PRId64 " min", s / MINUTE);
	else if (s < DAY)
		buf_printf(b, "%" PRId64 " h %" PRId64 " min", s / HOUR,
		    s / MINUTE % 60);
	else
		buf_printf(
		    b, "%" PRId64 " d %" PRId64 " h", s / DAY, s / HOUR % 24);
}

void
show_age(struct buf *b, const struct show_clock *c, int64_t ms)
{
	show_long(b, (c->now - ms) / 1000 * 1000);
}
