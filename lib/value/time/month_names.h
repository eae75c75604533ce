/*
 * month_names: the names of the months in the languages of the bills we have
 * seen: English, German, French, Spanish, Italian, Portuguese, Dutch, the
 * Scandinavian ones, Polish, Czech, Romanian, Turkish and Russian.
 *
 * Whole, and as they are usually shortened. A name that is one month in one
 * language and another month in another is not among them.
 */
#ifndef MONTH_NAMES_H
#define MONTH_NAMES_H

#include "base/span.h"

/* The month, 1 to 12, whose name *s begins with, in any case; the longest such
 * name is taken off the front of *s. 0 where there is none. */
int month_names_take(struct span *s);

#endif
