/*
 * before: what the results of an earlier day leave open, for --since.
 */
#ifndef BEFORE_H
#define BEFORE_H

#include "figures/summary.h"
#include "stream/stream_in.h"

/* Adds to the summary what the file leaves open; NULL: nobody asks. -1, told. */
int before_read(
    const char *name, struct summary *, struct facts *, struct err *);

#endif
