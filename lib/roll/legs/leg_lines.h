/*
 * leg_lines: the lines of legs that stay open, without LF.
 *
 * Behind the fields carried along they have, in this order, l.date= and r.date=
 * where the DATEs of two legs differ, reopened= (l.reopened=, r.reopened=) of
 * legs that have it, id= (l.id=, r.id=), first= (l.first=,
 * r.first=) and age=.
 */
#ifndef LEG_LINES_H
#define LEG_LINES_H

#include "base/buf.h"
#include "roll/legs/leg.h"

/* Adds the line as it came, of its one leg or both, which stay open. */
void leg_line_keep(struct buf *, const struct leg *, int32_t today);

/* Adds the line of today of n legs, 1 or 2, as leg_line_keep does, if it has none of
 * the fields above: faster. The legs have their ids and one DATE. */
void leg_line_begin(struct buf *, const struct leg *, size_t n);

/* Does an open line end as these functions leave it? Then *line is set to it
 * without its age=. */
bool leg_line_is_known(const struct result *, struct span *line);

/*
 * Adds the open line of legs that are shown together, of one leg where left or
 * right is NULL. A single leg keeps the class it has alone: that of its line
 * where that is duplicate or ambiguous. -1, told without a place, if the
 * difference does not fit.
 */
int leg_line_show(struct buf *, struct leg *left, struct leg *right,
    int32_t today, struct err *);

#endif
