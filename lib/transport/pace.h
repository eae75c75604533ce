/*
 * pace: how often a target may be sent to, counted by all processes that send
 * to it, in one file under a lock.
 *
 * The file has a line for each sending of the longest period: its time in
 * milliseconds since 1970; and one "hold MS" where the target has said that it
 * wants none until then.
 */
#ifndef PACE_H
#define PACE_H

#include "base/buf.h"
#include "option/option_row.h"

enum { PACE_RULES = 4, PACE_N_MAX = 1000, PACE_SECONDS_MAX = 3600 };

/* At most n in so many seconds, whichever seconds these are. */
struct pace_rule {
	uint32_t n, seconds;
};

/* Cleared with {0}: no limit, and no file is touched. */
struct pace {
	const char *path; /* borrowed: the file */
	struct pace_rule rules[PACE_RULES];
	size_t n;
};

/*
 * May something be sent now? *wait is 0, and the sending is counted, or how many
 * milliseconds to wait before it is asked again. ST_FAIL where the file cannot
 * be read or written.
 */
int pace_take(const struct pace *, int64_t *wait, struct err *);

/* The target wants nothing for so many seconds. */
int pace_hold(const struct pace *, int64_t seconds, struct err *);

option_setter pace_value; /* struct pace, from "100/1m 5/1s" */

#endif
