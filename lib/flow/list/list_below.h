/*
 * list_below: runs that nodes of a run run, and that need a person: they are
 * held, one of their nodes is or waits for leave, or it is so of runs below them.
 */
#ifndef LIST_BELOW_H
#define LIST_BELOW_H

#include "flow/store/store_rows.h"

enum { LIST_BELOW_MAX = 10000 }; /* runs that are looked at */

/* A row for each node of the run that has such runs. Released with
 * store_rows_free. */
enum { BELOW_NODE, BELOW_FIRST, BELOW_N, BELOW_COLUMNS };
int list_below(
    struct flow_store *, int64_t run, struct store_rows *, struct err *);

#endif
