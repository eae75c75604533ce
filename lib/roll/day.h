/*
 * day: a day of recon-roll from its files to its results: kept in a state
 * directory, or as a function of two files.
 */
#ifndef DAY_H
#define DAY_H

#include "book/state.h"
#include "roll/repair/repair_inputs.h"
#include "roll/roll.h"

/* What is to be done; borrowed. */
struct day_wish {
	const struct state_wish *state; /* NULL: without a directory */
	const struct roll_rules *roll;
	const char *open;     /* the items open before: without a directory, and
	                       * what is imported; NULL: nothing was open */
	const char *open_out; /* without a directory */
	const char *today;    /* NULL: no results come, open is imported */
	bool packed;          /* today is a copy, packed by gzip: */
	const char *today_as; /* and is of the input of this name */
	struct repair_files amend, adjust;
	struct repair_files facts_in; /* with a directory */
	int32_t date;
	bool no_total;
	struct stream_rules rules; /* of what comes */
	const char *output;        /* NULL: standard output */
	bool plain;
};

struct day {
	struct roll roll;
	struct repairs repairs;
	struct state state; /* with a directory */

	/* private */
	const struct day_wish *wish;
	bool keeps_state, has_before, has_today;
	struct stream_in before, today;
	struct digest *before_sum, *today_sum;
	struct stream_out open, out;
};

/*
 * Runs the day. -1, told, leaves everything as it was, but for a results' end
 * that could not be written after the day was kept; the day is closed then.
 *
 * The results, without their #total, are with the system before the day is
 * kept, and the day is kept before #total says that they are whole: nobody
 * downstream hears of a day that is not there, and a day that was kept but
 * not heard of can be run again.
 */
int day_run(struct day *, const struct day_wish *, struct err *);

/* Gives the lock back and frees everything. */
void day_close(struct day *);

#endif
