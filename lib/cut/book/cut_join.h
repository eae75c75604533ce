/*
 * cut_join: the options of recon-join that a book may say for what it verifies:
 * those of how records match. Where they come from, and what becomes of the
 * results, is the flow's.
 */
#ifndef CUT_JOIN_H
#define CUT_JOIN_H

#include "base/err.h"

/* ST_FAIL for words that are not such options, each by its whole name. */
int cut_join_check(struct span words, struct err *);

#endif
