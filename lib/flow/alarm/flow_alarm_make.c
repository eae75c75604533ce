#include "flow/alarm/flow_alarm_make.h"

#include <inttypes.h>
#include <stdlib.h>

#include "sys/clock.h"

static struct flow_alarm_note
note(enum flow_alarm_reason reason, int64_t now)
{
	return (struct flow_alarm_note){
		.reason = reason, .since = now, .last = now, .count = 1
	};
}

/* "2d 3h", "5m 10s": the two largest units. */
static void
put_long(struct buf *b, int64_t seconds)
{
	static const struct {
		int64_t s;
		char name;
	} units[] = { { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' }, { 1, 's' } };
	size_t i = 0;

	while (i < 3 && seconds < units[i].s)
		i++;
	buf_printf(b, "%" PRId64 "%c", seconds / units[i].s, units[i].name);
	seconds %= units[i].s;
	if (i < 3 && seconds >= units[i + 1].s)
		buf_printf(b, " %" PRId64 "%c", seconds / units[i + 1].s,
		    units[i + 1].name);
}

static void
put_moment(struct buf *b, int64_t moment)
{
	char text[CLOCK_TEXT_CAP];

	clock_format(moment, text);
	buf_str(b, text);
}

static void
put_start(struct buf *b, enum flow_alarm_reason reason,
    struct flow_due_times *t, const struct flow_due_row *row, int64_t now)
{
	int64_t by;

	if (reason == FLOW_ALARM_UNFINISHED &&
	    flow_due_times_done_by(t, row->due.day, &by)) {
		buf_str(b, "it was to be done by ");
		put_moment(b, by);
		if (!row->begun)
			buf_str(b, ", and has not begun");
		return;
	}
	buf_str(b, "it was due at ");
	put_moment(b, row->due.at);
	if (reason == FLOW_ALARM_MISSED) {
		buf_str(b, ", and found ");
		put_long(b, row->found - row->due.at);
		buf_str(b, " later");
	} else {
		buf_str(b, ", ");
		put_long(b, now - row->due.at);
		buf_str(b, " ago");
	}
}

struct flow_alarm_note
flow_alarm_of_start(enum flow_alarm_reason reason, struct flow_due_times *t,
    const struct flow_due_row *row, int64_t now, struct buf *texts)
{
	struct flow_alarm_note a = note(reason, now);
	size_t what;

	buf_clear(texts);
	flow_due_time_format(&row->due, buf_room(texts, FLOW_DUE_TIME_LEN + 1));
	texts->len += FLOW_DUE_TIME_LEN + 1;
	what = texts->len;
	put_start(texts, reason, t, row, now);
	buf_byte(texts, '\0');
	a.schedule = t->schedule->name;
	a.due = texts->p;
	a.what = texts->p + what;
	return a;
}

struct flow_alarm_note
flow_alarm_of_schedule(enum flow_due_stands stands, const char *schedule,
    const char *path, const struct told *faults, const struct err *why,
    int64_t now, struct buf *texts)
{
	struct flow_alarm_note a =
	    note(stands == FLOW_DUE_FLOW_GONE        ? FLOW_ALARM_GONE
		    : stands == FLOW_DUE_FLOW_BROKEN ? FLOW_ALARM_BROKEN
						     : FLOW_ALARM_UNSCHEDULED,
		now);
	const struct told_fault *f = faults && faults->n ? faults->list : NULL;

	buf_clear(texts);
	if (a.reason == FLOW_ALARM_BROKEN && why)
		buf_str(texts, why->text);
	else if (a.reason == FLOW_ALARM_BROKEN && f && f->line)
		buf_printf(
		    texts, "%s:%ju: %s", f->file, (uintmax_t)f->line, f->text);
	else if (a.reason == FLOW_ALARM_BROKEN && f)
		buf_printf(texts, "%s: %s", f->file, f->text);
	else
		buf_str(texts, path);
	buf_byte(texts, '\0');
	a.schedule = schedule;
	a.path = path;
	a.what = texts->p;
	return a;
}

struct flow_alarm_note
flow_alarm_of_clock(int64_t jumped, int64_t now, struct buf *texts)
{
	struct flow_alarm_note a = note(FLOW_ALARM_CLOCK, now);

	buf_clear(texts);
	buf_str(texts, jumped < 0 ? "back by " : "forward by ");
	put_long(texts, jumped < 0 ? -jumped : jumped);
	if (jumped > 0)
		buf_str(texts, ", or the machine slept");
	buf_byte(texts, '\0');
	a.what = texts->p;
	return a;
}
