/*
 * replay: stale days of a state directory run again, in their order, from the
 * copies of their inputs.
 */
#ifndef REPLAY_H
#define REPLAY_H

#include "roll/day.h"

/* Called for each day that was run. */
typedef void replay_told_fn(void *arg, const struct day *);

/*
 * w says how a day is run; its inputs, dates and outputs are those of the days.
 * Each day is kept by itself. ST_FAIL, the days before it kept, for one of whose
 * input no generation has a copy; ST_DATA for a copy that was changed.
 */
int replay_days(
    const struct day_wish *w, replay_told_fn *, void *arg, struct err *);

#endif
