/*
 * attempt_spec: the file "spec" of an attempt: what is to be run, for the shim
 * and for people.
 */
#ifndef ATTEMPT_SPEC_H
#define ATTEMPT_SPEC_H

#include "attempt/attempt_values.h"
#include "base/err.h"

enum {
	ATTEMPT_GRACE = 10,               /* seconds, by default */
	ATTEMPT_OUTPUT_MAX = 64 << 20,    /* bytes, by default */
	ATTEMPT_SECONDS_MAX = 1000000000, /* of a time-out or a grace */
};

/* All is borrowed. */
struct attempt_spec {
	const char *shim; /* the program libexec/recon/attempt: a path */
	const char *id;   /* RECON_ATTEMPT: letters, digits, "-"; of no other */
	const char *dir;  /* its directory, RUN/NODE/TRY; not there yet */
	char *const *argv;   /* the command, not a shell; a NULL behind the last
	                    * word. The first is looked up in PATH of env */
	char *const *env;    /* the whole environment, NULL behind the last;
	                    * RECON_ATTEMPT and RECON_OUT are the shim's */
	const char *cwd;     /* where it runs; relative to ours */
	uint32_t timeout;    /* seconds from its start; 0: no bound */
	uint32_t grace;      /* seconds between TERM and KILL */
	uint64_t output_max; /* bytes kept of standard output, and as many of
	                      * standard error; at one more it is ended */
};

/* The file's text; made is how many directories above dir were made with it,
 * whose names are to be brought to the disk, too. */
void attempt_spec_add(struct buf *, const struct attempt_spec *, unsigned made);

/* As the shim reads it. */
struct attempt_order {
	struct attempt_spec spec; /* but shim, dir and env */
	unsigned made;
	struct buf text; /* owned: what spec points to */
	char **argv;     /* owned */
};

/* ST_DATA where there is none, or it is damaged. */
int attempt_spec_read(struct attempt_order *, int dir, struct err *);

void attempt_order_free(struct attempt_order *);

#endif
