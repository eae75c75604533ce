/*
 * day_change: what is different about a day that is run again.
 */
#ifndef DAY_CHANGE_H
#define DAY_CHANGE_H

#include "book/dir/day_entry.h"

/*
 * Why is is another day than was, its newest generation, in words that follow
 * the date; NULL where it is not. A stale day may leave other items open.
 */
const char *day_change(
    const struct day_entry *is, const struct day_entry *was, bool stale);

/* The same input, options and version, and yet other open items: the fault is
 * ours. Asked where there is a change. */
bool day_change_is_fault(
    const struct day_entry *is, const struct day_entry *was, bool stale);

#endif
