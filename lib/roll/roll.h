/*
 * roll: one day's pass over the open items from before and today's results.
 *
 * Both streams are in order; they are merged by KEY, and the items of a KEY
 * close each other together (close_items.h). What is kept in memory is the lines of
 * one KEY.
 */
#ifndef ROLL_H
#define ROLL_H

#include <stdint.h>

#include "roll/result_peek.h"
#include "base/arena.h"
#include "roll/close_items.h"
#include "figures/class_totals.h"

struct roll_line {
	struct span text;
	bool open;
};

/* Cleared with {0}, released with roll_free. */
struct roll {
	/*
	 * open items that were there before, came today, closed, and stay open
	 */
	struct class_totals before, fresh, closed, kept;
	bool has_oldest;
	int32_t oldest; /* DATE of those that stay open */

	/* private */
	int32_t day;
	char date[11]; /* of day */
	struct stream_out *open, *out;
	struct result_peek from_before, from_today;
	struct total rolled; /* what the rolled lines add up to */
	struct close_items closing;
	struct arena arena;      /* the lines of one KEY */
	struct open_item *items; /* owned: the open ones among them */
	size_t n_items, items_cap;
	struct roll_line *lines; /* owned: what is written for the KEY */
	size_t n_lines, lines_cap;
	struct buf text; /* scratch */
};

/*
 * Reads before (NULL: nothing was open) and today to their ends and writes
 * everything to out, what stays open to open as well. Their totals are kept;
 * #total and closing them is the caller's. day is today.
 *
 * -1, told, for bad data, and as ST_BROKEN where what was open, plus what is
 * new, less what closed is not what stays open.
 */
int roll_day(struct roll *, struct stream_in *before, struct stream_in *today,
    int32_t day, struct stream_out *open, struct stream_out *out, struct err *);

void roll_free(struct roll *);

#endif
