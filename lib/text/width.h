/*
 * width: how many columns text takes in a terminal, and text cut to so many.
 */
#ifndef WIDTH_H
#define WIDTH_H

#include "base/buf.h"

/* Two for a wide character, as those of Chinese, none for a mark that stands
 * over another one, one for a byte that is no UTF-8. */
size_t width_of(struct span);

/* Adds text in its visible form (visible.h), of at most so many columns, which
 * are not 0: whole characters and the sign "…" where there is more. Returns
 * whether there is. */
bool width_shorten(struct buf *, struct span, size_t columns);

#endif
