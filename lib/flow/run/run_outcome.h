/*
 * run_outcome: how an attempt ended, whatever it was.
 */
#ifndef RUN_OUTCOME_H
#define RUN_OUTCOME_H

#include "flow/run/run.h"

enum end_kind {
	END_EXITED,    /* status */
	END_SIGNAL,    /* killed by it: status is its number */
	END_TIMEOUT,   /* it took too long */
	END_OUTPUT,    /* it said too much */
	END_NOT_BEGUN, /* there is no such command: 126, 127 in status */
	END_BAD, /* its outputs are no data: why says it; failed for good */
	END_CANCELLED, /* a person ended it */
	END_LOST,      /* nobody knows what became of it; alive says of its
	                * processes */
	END_TROUBLE, /* its words could not be made: why; a person has to look */
	/* of an event */
	END_OK,
	END_RETRY, /* seconds, or -1: not said */
	END_FAIL,
	/* of runs of another flow */
	END_RUNS, /* failed, cancelled: how many of them were; none: done */
};

/* How an attempt ended. All is borrowed. */
struct run_outcome {
	enum end_kind kind;
	int status;
	int64_t seconds;
	bool recon; /* the command is a program of the toolkit, its statuses are
	             * known */
	bool alive; /* processes of it could not be ended */
	const char *why;      /* or NULL */
	const char *outs_bad; /* why its outputs are no data, or NULL: done or
	                       * differs, it is END_BAD then */
	size_t failed, cancelled, runs;
	const struct run_out *outs; /* all that it gave */
	size_t n_outs;
};

/* Is it a program of recon(7), by the name of its command? */
bool run_command_is_recon(struct span command);

#endif
