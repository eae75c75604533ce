/*
 * cut_history: the steps of rounds, in the order of their numbers.
 */
#ifndef CUT_HISTORY_H
#define CUT_HISTORY_H

#include "cut/turn/turn.h"

/* Adds those of a date, or of all (INT32_MIN): a table, or a line of JSON each. */
int cut_history(
    struct turn *, int32_t date, bool json, struct buf *, struct err *);

#endif
