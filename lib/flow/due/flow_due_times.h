/*
 * flow_due_times: when the runs of a schedule are due.
 *
 * A due time is known by what the schedule says: a day and a time of that day
 * in its zone. It is due at the first moment at which clocks there show that
 * time or a later one: one that clocks skip is due behind the gap, one that
 * comes twice is due once, the first time. So a later one is never due
 * before an earlier one; all that lie in a gap are due together.
 *
 * Moments are seconds since 1970.
 */
#ifndef FLOW_DUE_TIMES_H
#define FLOW_DUE_TIMES_H

#include "flow/file/flow.h"
#include "value/time/calendar.h"
#include "value/time/zone.h"

enum {
	FLOW_DUE_TIME_LEN = 16,    /* bytes of "2026-03-29 02:30" */
	FLOW_DUE_AHEAD_DAYS = 3660 /* that are looked at for the next one */
};

struct flow_due_time {
	int32_t day;     /* the due day, date.h */
	uint16_t minute; /* of that day, as clocks are to show it */
	int64_t at;      /* the moment */
};

/* Released with flow_due_times_free. */
struct flow_due_times {
	const struct flow_schedule *schedule; /* borrowed */
	struct zone zone;                     /* owned */
	struct calendar calendar;             /* owned: of no day where the
	                                       * schedule has none */
};

/* Of a schedule of a flow in which nothing is wrong. -1, told, where its zone or
 * calendar cannot be read; nothing is to be released then. */
int flow_due_times_open(struct flow_due_times *, const struct flow *,
    const struct flow_schedule *, struct err *);

/* The due times with after < at <= until, the earliest first. */
struct flow_due_walk {
	struct flow_due_times *times; /* borrowed */
	int64_t after, until;
	int32_t day, last; /* where it is, and the last day to look at */
	size_t next;       /* of the times of that day */
};

void flow_due_walk_begin(struct flow_due_walk *, struct flow_due_times *,
    int64_t after, int64_t until);
bool flow_due_walk_next(struct flow_due_walk *, struct flow_due_time *);

/* The first one after a moment; false where FLOW_DUE_AHEAD_DAYS have none. */
bool flow_due_times_next(
    struct flow_due_times *, int64_t after, struct flow_due_time *);

/* When the runs that are due on a day are to be done; false where the schedule
 * does not say it. */
bool flow_due_times_done_by(
    struct flow_due_times *, int32_t day, int64_t *moment);

/* Writes YYYY-MM-DD HH:MM and a NUL: what a due time is known by. Texts are in
 * the order of due times. */
void flow_due_time_format(
    const struct flow_due_time *, char text[FLOW_DUE_TIME_LEN + 1]);

/* Reads just that; at becomes the moment at which this schedule has it due.
 * False, and nothing touched, for any other text. */
bool flow_due_time_parse(
    struct flow_due_times *, struct span text, struct flow_due_time *);

void flow_due_times_free(struct flow_due_times *);

#endif
