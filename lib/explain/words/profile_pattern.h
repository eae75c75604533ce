/*
 * profile_pattern: patterns made of a line of a bill, for the lines like it in
 * bills of other days.
 */
#ifndef PROFILE_PATTERN_H
#define PROFILE_PATTERN_H

#include "base/buf.h"

/* Adds a pattern that matches the text, and texts with other digits in it. */
void profile_pattern_put(struct buf *, struct span);

/* The same with other numbers and dates, however long, quotes or not, and as
 * many blanks where there are several. */
void profile_pattern_put_line(struct buf *, struct span);

#endif
