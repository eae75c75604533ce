/*
 * state_stamp: who changes a state, when, with which version, and why.
 */
#ifndef STATE_STAMP_H
#define STATE_STAMP_H

#include "book/dir/day_entry.h"

/* Sets these members of the entry; by and why may be NULL. -1, told, where who
 * runs it cannot be found out. */
int state_stamp(struct day_entry *, const char *version, const char *by,
    const char *why, struct err *);

#endif
