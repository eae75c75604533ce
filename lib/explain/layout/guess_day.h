/*
 * guess_day: a day near those of a bill, told by its file's name or by the
 * lines above its header.
 */
#ifndef GUESS_DAY_H
#define GUESS_DAY_H

#include "base/span.h"

/* The first date with its year in the text: YYYYMMDD alone among other digits,
 * or YYYY, MM and DD with -, /, ., _ or 年 and 月 between; of YYYY年MM月 it is
 * the middle of the month. */
bool guess_day_in(struct span text, int32_t *day);

#endif
