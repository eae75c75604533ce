/*
 * flow_alarm_make: alarms about schedules and the clock, with what was seen in
 * words.
 *
 * The reason, schedule, due and what are set, since and last now, and
 * count 1; flow, path, title and run are the caller's to set. Words go into
 * texts, which is cleared before, and live as long as nothing is added to it.
 */
#ifndef FLOW_ALARM_MAKE_H
#define FLOW_ALARM_MAKE_H

#include "flow/alarm/flow_alarm_note.h"
#include "flow/due/flow_due_judge.h"
#include "flow/due/flow_due_look.h"
#include "sections/told.h"

/* Of a row: missed, late or unfinished, as a verdict has it. */
struct flow_alarm_note flow_alarm_of_start(enum flow_alarm_reason,
    struct flow_due_times *, const struct flow_due_row *, int64_t now,
    struct buf *texts);

/* Of a schedule that does not stand; path: where the flow was. faults: what is
 * wrong with it, if it can be read; why: if not, and then not NULL. */
struct flow_alarm_note flow_alarm_of_schedule(enum flow_due_stands,
    const char *schedule, const char *path, const struct told *faults,
    const struct err *why, int64_t now, struct buf *texts);

/* Of a clock that jumped by so many seconds, flow_due_look.h. */
struct flow_alarm_note flow_alarm_of_clock(
    int64_t jumped, int64_t now, struct buf *texts);

#endif
