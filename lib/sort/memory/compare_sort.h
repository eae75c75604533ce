/*
 * compare_sort: lines in order by comparing them, for few lines or where nothing
 * better helps. Never more than n log n comparisons.
 */
#ifndef COMPARE_SORT_H
#define COMPARE_SORT_H

#include "sort/memory/line_ref.h"

enum { LINECMP_FEW = 20 }; /* no other way is faster for so many */

/* Orders the lines of n items, of which the first depth bytes are known to
 * be equal; scratch has room for n / 2. */
void linecmp_sort(const char *base, struct item *items, struct item *scratch,
    size_t n, size_t depth);

/* Below 0, 0 or above 0, as memcmp(3). */
typedef int item_cmp(const void *how, struct item, struct item);

/* Orders any n items by comparing them; the scratch is the same. */
void linecmp_by(item_cmp *, const void *how, struct item *items,
    struct item *scratch, size_t n);

#endif
