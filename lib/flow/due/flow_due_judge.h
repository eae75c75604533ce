/*
 * flow_due_judge: what is to be done with the due starts of a schedule.
 *
 * Rules alone: no clock, no store. The rows of a schedule that are not over go
 * in, and what becomes of each comes out.
 *
 * A due start that was found more than a minute, or more than the grace where
 * that is longer, after it was due was missed, because nobody looked. How long
 * it has waited since makes no difference.
 *
 * catch-up says which of those missed are started: none, the last, or the
 * oldest of them up to max. The others stay missed: they are over, told, and
 * started by nothing but a person.
 *
 * overlap says what becomes of a start while a run of the schedule goes on:
 * it waits, the oldest goes first; it is skipped, which is over; or it starts.
 * What was missed did not become due while that run went on, and so waits for
 * it where skip is said, too.
 */
#ifndef FLOW_DUE_JUDGE_H
#define FLOW_DUE_JUDGE_H

#include "flow/due/flow_due_times.h"

enum { FLOW_DUE_SLACK_S = 60 }; /* between due and found, and not missed */

/* A due start that is not over. */
struct flow_due_row {
	struct flow_due_time due;
	int64_t found;  /* now, of the look that made the row */
	bool begun;     /* it is a run, which has not ended */
	bool told_late; /* an alarm said so: see the verdict */
	bool told_unfinished;
};

enum flow_due_does {
	FLOW_DUE_WAITS,
	FLOW_DUE_STARTS,
	FLOW_DUE_MISSED,  /* over; an alarm tells it */
	FLOW_DUE_SKIPPED, /* over */
	FLOW_DUE_GOES_ON  /* it had begun */
};

/* Alarms are due once a row: told_... is to be kept with the verdict. */
struct flow_due_verdict {
	enum flow_due_does does;
	bool late;       /* it had not begun when its grace was over */
	bool unfinished; /* its run has not ended by done-by */
};

/* Was it missed? */
bool flow_due_was_missed(
    const struct flow_schedule *, const struct flow_due_row *);

/*
 * Judges all n rows of a schedule when the look was whole, in the order they are
 * due, those of one moment in the order of their texts; verdicts has room for n.
 * The same again, before anything else has happened, says the same of what
 * waits.
 */
void flow_due_judge(struct flow_due_times *, const struct flow_due_row *,
    size_t n, int64_t now, struct flow_due_verdict *verdicts);

/* The first moment after now at which a look or a judgement may say something
 * else, if no run ends before; INT64_MAX where there is none. */
int64_t flow_due_wake(struct flow_due_times *, const struct flow_due_row *,
    size_t n, int64_t now);

#endif
