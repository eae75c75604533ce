/*
 * world_signals: TERM and INT end a runner, HUP has it read again; within the
 * room. One at a time in a process.
 */
#ifndef WORLD_SIGNALS_H
#define WORLD_SIGNALS_H

#include "base/err.h"

/* From now on they are noted; returns a descriptor that is readable then, or -1,
 * told. */
int world_signals_open(struct err *);

/* What came since the last call: WORLD_TERM, WORLD_HUP. */
unsigned world_signals_take(void);

/* As it was before. */
void world_signals_close(void);

#endif
