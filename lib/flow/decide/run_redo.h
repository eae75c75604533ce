/*
 * run_redo: nodes that ended and are to do it again, and what is after them.
 */
#ifndef RUN_REDO_H
#define RUN_REDO_H

#include "flow/run/run_step.h"

/*
 * The node begins again, as its next generation, if its edges let it; what is
 * after it and has ended waits again with after, else it is older from now on.
 * ST_FAIL, nothing changed, where something after it is running.
 */
int run_redo(struct run_step *, size_t node, bool after, struct err *);

/* The same for one that ended and is to be moved into another state by the
 * caller: what is after it waits again. */
int run_redo_after(struct run_step *, size_t node, struct err *);

#endif
