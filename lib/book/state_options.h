/*
 * state_options: the options of recon-roll that are about its state directory.
 */
#ifndef STATE_OPTIONS_H
#define STATE_OPTIONS_H

#include "book/task.h"
#include "option/option_row.h"

/* Values are borrowed; what was not given is 0. */
struct state_options {
	const char *dir;
	bool force;
	const char *by, *why;
	unsigned wait_s;
	unsigned keep_days; /* 0: no copies */
	const char *import;
	bool replay;
	bool tasks[TASK_PRUNE + 1]; /* those that were asked for */
	unsigned prune_days;
};

/* --state, and the others. */
extern const struct option_row state_options_dir[];
extern const struct option_row state_options[];

/* After the last: what is to be done, besides running a day. -1, *why told,
 * where options do not go together. */
int state_options_settle(
    const struct state_options *, enum task *, const char **why);

/* Is a day run, from FILE? */
bool state_options_reads(const struct state_options *);

/* Does a stream of results come of it? */
bool state_options_prints(const struct state_options *);

#endif
