/*
 * list_waits: what a run waits for, in words, so that whoever looks at a list
 * knows where to look next.
 *
 *	join is held: exit status 2, and 2 more
 *	look waits for a person
 *	each needs a person in run 7 and 2 others
 *	a place in class sftp
 */
#ifndef LIST_WAITS_H
#define LIST_WAITS_H

#include "flow/store/flow_store.h"

/* Adds it, nothing for a run that has ended. class: in which the run takes a
 * place, or NULL. */
int list_waits(struct flow_store *, int64_t run, enum run_state,
    const char *class, struct buf *, struct err *);

#endif
