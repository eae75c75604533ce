#include "flow/due/flow_due_times.h"

#include "flow/graph/flow_around.h"
#include "value/time/date.h"

enum {
	DAY_S = 86400,
	DAY_MINUTES = 1440,
	HOUR_MINUTES = 60,
	THURSDAY = 3 /* day 0 was one; Monday is 0 */
};

/* Moments that are looked at: within the calendar, whatever the zone. */
static const int64_t first_moment = (int64_t)(DATE_FIRST + 3) * DAY_S,
		     last_moment = (int64_t)(DATE_LAST - 3) * DAY_S;

int
flow_due_times_open(struct flow_due_times *t, const struct flow *f,
    const struct flow_schedule *s, struct err *e)
{
	struct buf path = { 0 };
	int r = 0;

	*t = (struct flow_due_times){ .schedule = s };
	if (zone_load(&t->zone, s->zone, e))
		return -1;
	if (s->calendar) {
		flow_around_path(f, s->calendar, &path);
		r = calendar_read(&t->calendar, path.p, e);
		buf_free(&path);
	}
	if (r)
		zone_free(&t->zone);
	return r;
}

void
flow_due_times_free(struct flow_due_times *t)
{
	zone_free(&t->zone);
	calendar_free(&t->calendar);
}

static int64_t
within(int64_t moment)
{
	return moment < first_moment ? first_moment
	    : moment > last_moment   ? last_moment
				     : moment;
}

static int32_t
day_of(int64_t local)
{
	return (int32_t)((local - (local % DAY_S + DAY_S) % DAY_S) / DAY_S);
}

static int64_t
moment_of(struct flow_due_times *t, int32_t day, int minute)
{
	return zone_first_moment(&t->zone, (int64_t)day * DAY_S + minute * 60);
}

static bool
has_day(const struct flow_due_times *t, int32_t day)
{
	unsigned days = t->schedule->days;
	int weekday = (day % 7 + 7 + THURSDAY) % 7;

	return (!days || (days >> weekday & 1)) &&
	    (!t->calendar.n || calendar_works(&t->calendar, day));
}

void
flow_due_walk_begin(struct flow_due_walk *w, struct flow_due_times *t,
    int64_t after, int64_t until)
{
	*w = (struct flow_due_walk){ t, within(after), within(until), 0, 0, 0 };
	/* Days before it were shown already, and so are due. */
	w->day = day_of(zone_local(&t->zone, w->after));
	/* Clocks that were put back may have shown a day more. */
	w->last = day_of(zone_local(&t->zone, w->until)) + 1;
}

bool
flow_due_walk_next(struct flow_due_walk *w, struct flow_due_time *due)
{
	const struct flow_schedule *s = w->times->schedule;

	for (; w->day <= w->last; w->day++, w->next = 0) {
		while (has_day(w->times, w->day) && w->next < s->n_at) {
			uint16_t minute = s->at[w->next++];
			int64_t at = moment_of(w->times, w->day, minute);

			if (at > w->until)
				return false;
			if (at <= w->after)
				continue;
			*due = (struct flow_due_time){ w->day, minute, at };
			return true;
		}
	}
	return false;
}

bool
flow_due_times_next(
    struct flow_due_times *t, int64_t after, struct flow_due_time *due)
{
	struct flow_due_walk w;

	flow_due_walk_begin(
	    &w, t, after, within(after) + (int64_t)FLOW_DUE_AHEAD_DAYS * DAY_S);
	return flow_due_walk_next(&w, due);
}

bool
flow_due_times_done_by(struct flow_due_times *t, int32_t day, int64_t *moment)
{
	int by = t->schedule->done_by;

	if (by < 0)
		return false;
	*moment = moment_of(t, day + by / DAY_MINUTES, by % DAY_MINUTES);
	return true;
}

void
flow_due_time_format(
    const struct flow_due_time *due, char text[FLOW_DUE_TIME_LEN + 1])
{
	int hour = due->minute / HOUR_MINUTES;
	int minute = due->minute % HOUR_MINUTES;
	char *p = text + DATE_LEN;

	date_format(due->day, text);
	*p++ = ' ';
	*p++ = (char)('0' + hour / 10);
	*p++ = (char)('0' + hour % 10);
	*p++ = ':';
	*p++ = (char)('0' + minute / 10);
	*p++ = (char)('0' + minute % 10);
	*p = '\0';
}

/* Two digits, less than below; -1 for anything else. */
static int
two_digits(const char *p, int below)
{
	int n;

	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return -1;
	n = (p[0] - '0') * 10 + (p[1] - '0');
	return n < below ? n : -1;
}

bool
flow_due_time_parse(
    struct flow_due_times *t, struct span s, struct flow_due_time *due)
{
	int32_t day;
	int hour, minute;

	if (s.len != FLOW_DUE_TIME_LEN || s.p[DATE_LEN] != ' ' ||
	    s.p[DATE_LEN + 3] != ':' ||
	    !date_parse((struct span){ s.p, DATE_LEN }, &day))
		return false;
	hour = two_digits(s.p + DATE_LEN + 1, 24);
	minute = two_digits(s.p + DATE_LEN + 4, HOUR_MINUTES);
	if (hour < 0 || minute < 0 ||
	    within((int64_t)day * DAY_S) / DAY_S != day)
		return false;
	minute += hour * HOUR_MINUTES;
	*due = (struct flow_due_time){ day, (uint16_t)minute,
		moment_of(t, day, minute) };
	return true;
}
