/*
 * compare_sort: lines in order by comparing them, for few lines or where nothing
 * better helps. Never more than n log n comparisons.
 */
#ifndef COMPARE_SORT_H
#define COMPARE_SORT_H

#include "sort/memory/line_ref.h"

enum { COMPARE_SORT_FEW = 20 }; /* no other way is faster for so many */

/* Orders the lines of n items, of which the first depth bytes are known to
 * be equal; scratch has room for n / 2. */
void compare_sort_sort(const char *base, struct line_ref *items,
    struct line_ref *scratch, size_t n, size_t depth);

/* Below 0, 0 or above 0, as memcmp(3). */
typedef int item_cmp(const void *how, struct line_ref, struct line_ref);

/* Orders any n items by comparing them; the scratch is the same. */
void compare_sort_by(item_cmp *, const void *how, struct line_ref *items,
    struct line_ref *scratch, size_t n);

#endif
