/*
 * rolled_line: the result line of legs that close together, or by hand.
 */
#ifndef ROLLED_LINE_H
#define ROLLED_LINE_H

#include "base/buf.h"
#include "roll/legs/leg.h"

/*
 * Adds the rolled line of n legs, the oldest first, without LF, to b, and sets
 * the class, amounts, key and currency of *r (its other members are not set):
 * LEFT and RIGHT are the sums of the sides, DATE the earliest. Carried are ln= and
 * rn=, added up, if a leg has them (a leg without them counts as one); l.NAME= if
 * all left legs have it with the same value, r.NAME= likewise, any other field if
 * all legs have it so; l.date= and r.date=, the earliest of each side, where both
 * are there and they differ; closes=, the ids of those from before; and closed=,
 * today. -1 if a sum does not fit, told without a place.
 */
int rolled_format(struct buf *b, struct result *r, struct leg *const *legs,
    size_t n, int32_t today, struct err *e);

/* The same of the adjusted line of legs that a person closes; more are fields
 * that say who and why, each with a TAB before it: they stand before closes=. */
int adjusted_format(struct buf *b, struct result *r, struct leg *const *legs,
    size_t n, struct span more, int32_t today, struct err *e);

#endif
