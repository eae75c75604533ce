/*
 * attempt_result: the file "result" of an attempt: how it ended.
 */
#ifndef ATTEMPT_RESULT_H
#define ATTEMPT_RESULT_H

#include "attempt/attempt_begun.h"

enum attempt_why {
	ATTEMPT_EXITED,
	ATTEMPT_SIGNAL,      /* one that the shim did not send */
	ATTEMPT_TIMEOUT,     /* the shim ended it, for these reasons: */
	ATTEMPT_OUTPUT,      /* more than output_max */
	ATTEMPT_CANCELLED,   /* somebody asked for it, attempt_cancel */
	ATTEMPT_TERMINATED,  /* the shim got TERM, INT or HUP: the machine goes
	                     * down, say */
	ATTEMPT_NOT_STARTED, /* the command could not be; reason says why */
	ATTEMPT_WHYS
};

enum { ATTEMPT_REASON_CAP = 256 };

struct attempt_result {
	char id[ATTEMPT_ID_MAX + 1];
	enum attempt_why why;
	int status; /* of the command: exit status, or -1 where a signal ended
	             * it; 126 or 127, as shells have it, where it was not
	             * started */
	int signal; /* that, or 0 */
	char reason[ATTEMPT_REASON_CAP]; /* in words, or "" */
	int64_t started_ms, ended_ms;    /* since 1970, by the wall's clock */
	uint64_t elapsed_ms;             /* by the clock that never jumps */
	uint64_t cpu_ms;                 /* of all its processes */
	uint64_t rss_kib;                /* of the largest of them */
	/* Bytes that it wrote to standard output, [0], and standard error, [1];
	 * the files have at most output_max of them. */
	uint64_t output[2];
	uint64_t killed; /* processes beside the command that had lost their
	                 * parent and were ended by a signal */
};

void attempt_result_add(struct buf *, const struct attempt_result *);

/* *r is cleared where the file is not whole. */
enum attempt_file attempt_result_read(struct attempt_result *, int dir);

/* "exited", "timeout": as the file has it. */
const char *attempt_why_name(enum attempt_why);

#endif
