/*
 * flow_due_look: what became due since a schedule was looked at before.
 *
 * Whoever runs flows looks at each schedule now and then, and keeps up to which
 * moment it has looked. Each look finds what became due behind that moment, and
 * makes a row of it before anything is started: unique by flow, schedule and
 * nominal time, so that whatever was found before is found in vain. Rows and
 * the moment are kept in one transaction.
 *
 * A schedule that is seen for the first time begins now.
 *
 * Where the clock was put back behind the moment of the look before, rows that
 * have not begun and that are due after now are taken back: they are not due
 * yet, and will be found again. So nothing begins twice, and nothing is left
 * out, also not what a clock that was a year ahead had called missed.
 */
#ifndef FLOW_DUE_LOOK_H
#define FLOW_DUE_LOOK_H

#include "flow/due/flow_due_times.h"

enum {
	FLOW_DUE_LOOK_MAX = 1000, /* due times in a look, about */
	FLOW_CLOCK_JUMP_S = 3600  /* a larger one is told */
};

/* What a look found. Cleared with {0}, used again, released with
 * flow_due_look_free. */
struct flow_due_look {
	struct flow_due_time *list; /* owned: in the order they are due */
	size_t n, cap;
	int64_t looked; /* up to this moment: to be kept */
	bool whole;     /* that is now. If not, there is more: look again, and
	                 * judge nothing before all of it is there */
	bool back;      /* the clock was put back: rows are to be taken back */
};

/*
 * Looks. before: what the look before left in looked; NULL: there was none.
 * Fewer than FLOW_DUE_LOOK_MAX due times are found in a look, or as many as it
 * takes for all that are due at one moment to be there.
 */
void flow_due_look(struct flow_due_look *, struct flow_due_times *,
    const int64_t *before, int64_t now);

/* Is a row that has not begun to be taken back? */
static inline bool
flow_due_is_early(const struct flow_due_time *due, int64_t now)
{
	return due->at > now;
}

void flow_due_look_free(struct flow_due_look *);

/* Both clocks at a moment, clock.h. */
struct flow_clock {
	int64_t wall_ms, monotonic_ms;
};

/*
 * By how many seconds the clock on the wall jumped between two looks of one
 * process, forward or, below 0, back; 0 where it was no more than
 * FLOW_CLOCK_JUMP_S. It is told before anything is started. A machine that
 * slept looks the same.
 */
int64_t flow_clock_jumped(
    const struct flow_clock *before, const struct flow_clock *now);

/* The same of the first look of a process, which only sees that the clock is
 * behind the look of one before it. */
int64_t flow_clock_jumped_since(int64_t looked, int64_t now);

/* What became of a schedule that was seen before. */
enum flow_due_stands {
	FLOW_DUE_STANDS,
	FLOW_DUE_FLOW_GONE,    /* there is no such file */
	FLOW_DUE_FLOW_BROKEN,  /* it cannot be read, or something is wrong */
	FLOW_DUE_SCHEDULE_GONE /* it is no longer in it */
};

/*
 * All but the first are told, again and again, until somebody retires the
 * schedule or it is back: then the next look finds all that became due
 * meanwhile. exists: the file does; flow is NULL where it could not be read;
 * faults are those that check tells.
 */
enum flow_due_stands flow_due_stands(
    bool exists, const struct flow *, size_t faults, const char *schedule);

#endif
