#include "fetch/deadline.h"

#include <time.h>

#include "sys/clock.h"
#include "value/time/date.h"
#include "value/time/zone.h"

enum { DAY_S = 86400, STEP_MS = 1000 };

/* Two digits at place i, below most. */
static bool
two(struct span s, size_t i, int most, int *n)
{
	const char *p = s.p + i;

	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return false;
	*n = (p[0] - '0') * 10 + p[1] - '0';
	return *n < most;
}

/* HH:MM or HH:MM:SS, as seconds of a day. */
static bool
read_time(struct span s, int64_t *seconds)
{
	int h, m, sec = 0;

	if ((s.len != 5 && s.len != 8) || s.p[2] != ':' || !two(s, 0, 24, &h) ||
	    !two(s, 3, 60, &m))
		return false;
	if (s.len == 8 && (s.p[5] != ':' || !two(s, 6, 60, &sec)))
		return false;
	*seconds = h * 3600 + m * 60 + sec;
	return true;
}

/* As the clock on the wall shows it; today where no day is said. */
static bool
read_local(const char *text, int64_t today, int64_t *local)
{
	struct span s = span_str(text);
	int64_t seconds;
	int32_t day;

	if (read_time(s, &seconds)) {
		*local = today * DAY_S + seconds;
		return true;
	}
	if (s.len <= DATE_LEN + 1 || s.p[DATE_LEN] != 'T' ||
	    !date_parse((struct span){ s.p, DATE_LEN }, &day) ||
	    !read_time(
		(struct span){ s.p + DATE_LEN + 1, s.len - DATE_LEN - 1 },
		&seconds))
		return false;
	*local = (int64_t)day * DAY_S + seconds;
	return true;
}

static int64_t
floor_day(int64_t seconds)
{
	return seconds / DAY_S - (seconds % DAY_S < 0);
}

/* The moment clocks show it, or skip it. */
static int64_t
moment(struct zone *z, int64_t local)
{
	int64_t utc[2];
	int32_t before;

	if (zone_moments(z, local, utc))
		return utc[0];
	before = zone_at(z, local - DAY_S).offset;
	return zone_at(z, local - before).from;
}

int
deadline_take(
    struct deadline *d, const char *text, const char *zone, struct err *e)
{
	struct zone z;
	int64_t local;
	int r = 0;

	if (zone_load(&z, zone, e))
		return -1;
	if (read_local(text, floor_day(zone_local(&z, clock_wall_s())), &local))
		*d = (struct deadline){ .is = true,
			.at = moment(&z, local),
			.time = text,
			.zone = zone };
	else
		r = err_set(e, ST_FAIL,
		    "\"%s\" is no time HH:MM or YYYY-MM-DDTHH:MM",
		    excerpt(span_str(text)).s);
	zone_free(&z);
	d->late = deadline_passed(d);
	return r;
}

bool
deadline_passed(const struct deadline *d)
{
	return d->is && clock_wall_s() >= d->at;
}

bool
deadline_ends(const struct deadline *d)
{
	return !d->late && deadline_passed(d);
}

void
deadline_wait(const struct deadline *d, int64_t seconds)
{
	int64_t end = clock_monotonic_ms() + seconds * 1000, left;

	while ((left = end - clock_monotonic_ms()) > 0 && !deadline_ends(d)) {
		int64_t ms = left < STEP_MS ? left : STEP_MS;
		struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

		nanosleep(&t, NULL);
	}
}
