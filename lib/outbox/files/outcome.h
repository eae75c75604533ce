/*
 * outcome: a line of a target's log, recon-outbox(5): what came of an event, or
 * what is known of the target as such.
 *
 *	TIME WORD RUN.N ID TRY ...	of an event, the N-th of RUN
 *	TIME WORD - - - ...		of the target
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "base/buf.h"
#include "event/event_id.h"

enum outcome_word {
	/* of an event */
	OUTCOME_OK,     /* delivered [NAME=VALUE...] */
	OUTCOME_RETRY,  /* not yet: until REASON */
	OUTCOME_DEAD,   /* REASON [NAME=VALUE...] */
	OUTCOME_REDO,   /* WHO: to be sent again, as if never tried */
	OUTCOME_FORGET, /* WHO WHY: never to be sent */
	/* of the target */
	OUTCOME_GONE,    /* REASON */
	OUTCOME_HERE,    /* WHO: it is not gone */
	OUTCOME_BREAKER, /* until and how long the pause is, in seconds */
	OUTCOME_ANSWERS, /* how much of the answers file is told */
};

/* The spans are of the line, escaped. */
struct outcome {
	enum outcome_word word;
	int64_t time_s;     /* since 1970, and so is until_s */
	uint64_t run;       /* of an event, else 0 */
	uint32_t n;         /* from 1, else 0 */
	struct event_id id; /* of an event */
	uint32_t tries;     /* of an event */
	int64_t until_s;    /* OUTCOME_RETRY, OUTCOME_BREAKER */
	uint64_t number; /* OUTCOME_BREAKER: seconds; OUTCOME_ANSWERS: bytes */
	struct span reason; /* REASON, or WHY */
	struct span who;
	struct span values; /* "\tNAME=VALUE"... */
};

static inline bool
outcome_is_of_event(const struct outcome *o)
{
	return o->word <= OUTCOME_FORGET;
}

enum { OUTCOME_REASON_MAX = 1000 }; /* bytes of a reason that are kept */

/* Adds the line with its LF. reason and who are given as they are, here: they
 * are escaped, a reason cut to OUTCOME_REASON_MAX. */
void outcome_format(struct buf *, const struct outcome *);

/* Reads a line without its LF; false where it is none. */
bool outcome_parse(struct span line, struct outcome *);

#endif
