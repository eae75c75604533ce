/*
 * rolled_line: the result line of open items that close together.
 */
#ifndef ROLLED_LINE_H
#define ROLLED_LINE_H

#include "base/buf.h"
#include "roll/close_items.h"

/*
 * Adds the rolled line of n items, without LF, to b, and sets the class,
 * amounts, key and currency of *r (its other members are not set): LEFT and
 * RIGHT are the sums of the sides, DATE the earliest. Carried are ln= and
 * rn=, added up, if an item has them (an item without them counts as one on
 * each side it has); l.NAME= if all items with a left side have it with the
 * same value, r.NAME= likewise, any other field if all items have it so;
 * and closed=, the day it happens. -1 if a sum does not fit, told without
 * a place.
 */
int rolled_format(struct buf *b, struct result *r,
    struct open_item *const *items, size_t n, int32_t today, struct err *e);

#endif
