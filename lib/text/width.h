/*
 * width: how many columns text takes in a terminal.
 */
#ifndef WIDTH_H
#define WIDTH_H

#include "base/span.h"

/* Two for a wide character, as those of Chinese, none for a mark that stands
 * over another one, one for a byte that is no UTF-8. */
size_t width_of(struct span);

/* The bytes of whole characters at the beginning of s that take at most so many
 * columns. */
size_t width_cut(struct span s, size_t columns);

#endif
