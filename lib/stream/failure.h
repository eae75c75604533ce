/*
 * failure: the control line of a stage that could not finish,
 *
 *	#failed<TAB>STATUS<TAB>PROGRAM<TAB>REASON
 *
 * instead of #total. Who reads it reads on to the end, passes the first on, and
 * ends with a status that the worst of them gave.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

enum {
	FAILURE_REASON_MAX = 500, /* bytes of REASON as it stands in the line */
	FAILURE_NAME_MAX = 64,    /* of PROGRAM */
};

struct failure {
	enum status status; /* 70 if any said so, else 65, else 2, else 75 */
	char program[FAILURE_NAME_MAX + 1];  /* of the first */
	char reason[FAILURE_REASON_MAX + 1]; /* of the first; any bytes but
					      * NUL */
};

/* The worse of two, in the order above; ST_DATA for two that are none of
 * them. */
enum status failure_worse(enum status, enum status);

static inline bool
failure_is_line(struct span line)
{
	return span_begins(line, SPAN("#failed\t"));
}

/*
 * Reads a line into *f, which holds none yet; a NULL f is allocated. Where it
 * holds one, only the status may change. What is not as it should be is bad
 * data of an unknown program: the line says that something failed. Returns f,
 * which the caller frees.
 */
struct failure *failure_take(struct failure *, struct span line);

/* The same of what was read before f: the first is then that. Takes before,
 * returns what both are, NULL for two NULLs. */
struct failure *failure_join(struct failure *before, struct failure *f);

/* *e as the reader of name has it. Always -1. It is kept for failure_met. */
int failure_err(const struct failure *, const char *name, struct err *e);

/* The failure for which failure_err was called first in this process, NULL if
 * it never was: what is to be passed on. */
const struct failure *failure_met(void);

/* Adds the line, with its LF, to b. */
void failure_format(
    struct buf *b, enum status, const char *program, const char *reason);

#endif
