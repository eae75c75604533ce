/*
 * explain_text: what was seen in a bill, in words.
 */
#ifndef EXPLAIN_TEXT_H
#define EXPLAIN_TEXT_H

#include "explain/explained.h"

/* Adds what was found as lines that begin with "#", and an empty one. */
void explain_text(struct explained *, struct buf *);

#endif
