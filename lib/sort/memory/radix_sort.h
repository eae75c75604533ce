/*
 * radix_sort: puts the lines of a base in the order of LC_ALL=C sort.
 *
 * Lines are ordered by the key of a window (window.h), by radix from the top
 * down, first in pieces that fit the cache; lines with equal keys by the
 * next window; few lines, and lines still equal after several windows, by
 * comparing. The order of equal lines is not kept: nothing can tell them
 * apart.
 */
#ifndef RADIX_SORT_H
#define RADIX_SORT_H

#include "sort/memory/key_bits.h"

/*
 * Orders items[0] to items[n - 1], n below 2^32; scratch has room for as
 * many, what it holds does not matter. The items' keys are those of the
 * window, which sees every bit in which the lines differ up to its end; the
 * first same bits of all of them are the same. threads is 1 to THREADS_MAX;
 * the result does not depend on it.
 */
void radix_sort(const char *base, struct line_ref *items,
    struct line_ref *scratch, size_t n, const struct key_bits *, unsigned same,
    unsigned threads);

#endif
