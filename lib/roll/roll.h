/*
 * roll: one day's pass over the open items from before and today's results.
 *
 * Both streams are in order; they are merged by KEY, and the legs of a KEY
 * close each other together (key_roll.h). What is kept in memory is the lines of
 * one KEY.
 */
#ifndef ROLL_H
#define ROLL_H

#include <stdint.h>

#include "match/residuals.h"
#include "match/tolerance.h"
#include "roll/legs/key_roll.h"
#include "roll/repair/repairs.h"
#include "roll/result_peek.h"

/* How legs close. Cleared with {0}, released with roll_rules_free. */
struct roll_rules {
	struct tolerances tolerances; /* none: amounts have to be equal */
	struct residual_caps caps;    /* of what a tolerance lets pass */
	struct sum_legs_rules sums;
};

/* Cleared with {0} but for repairs and reopened, released with roll_free. */
struct roll {
	struct repairs *repairs; /* borrowed: found in before; NULL: none */
	const struct reopened *reopened; /* borrowed: open before, and closed
					  * by an earlier run; NULL: none */
	struct roll_sums sums;

	/* private */
	const struct roll_rules *rules;
	struct stream_out *open, *out;
	struct result_peek from_before, from_today;
	struct key_roll key;
};

/*
 * Reads before (NULL: nothing was open) and today to their ends and writes
 * everything to out, what stays open to open as well. Their totals are kept;
 * #total and closing them is the caller's. day is today. Where today is NULL, what
 * is in before was open in the evening of the day.
 *
 * -1, told, for bad data, for more within the tolerance than the rules allow,
 * and as ST_BROKEN where what was open, plus what is new, less what closed is
 * not what stays open.
 */
int roll_day(struct roll *, const struct roll_rules *, struct stream_in *before,
    struct stream_in *today, int32_t day, struct stream_out *open,
    struct stream_out *out, struct err *);

void roll_free(struct roll *);
void roll_rules_free(struct roll_rules *);

#endif
