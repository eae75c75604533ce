/*
 * quiet: a library that tells its errors on standard error, which is not its,
 * is heard by nobody for a while.
 */
#ifndef REPORT_QUIET_H
#define REPORT_QUIET_H

#include "base/err.h"

struct quiet {
	int null, kept; /* descriptors; -1 */
};

#define QUIET_NONE ((struct quiet){ -1, -1 })

/* Holds the descriptors that the others need. ST_FAIL; to be closed in any
 * case. */
int quiet_open(struct quiet *, struct err *);
void quiet_close(struct quiet *);

/* Standard error leads nowhere, and to where it was. */
void quiet_begin(const struct quiet *);
void quiet_end(const struct quiet *);

#endif
