/*
 * ages: the last field of an open item, age=N: whole days from its DATE to
 * the day of the run, never below 0.
 */
#ifndef AGES_H
#define AGES_H

#include <stdint.h>

#include "stream/line/result.h"

enum { AGE_CAP = 24 }; /* bytes of TAB and age=N */

/*
 * Sets *line to the line without its age=, or to the whole line. False where
 * age= is not the last field: then it takes age_drop.
 */
bool age_cut(const struct result *, struct span *line);

/* Adds the carried fields but age=, each with a TAB before it. */
void age_drop(struct buf *, struct span carried);

/* Writes a TAB and age=N to text (AGE_CAP bytes, no NUL): days below 0 are
 * 0. Returns how many bytes that are. */
size_t age_format(char *text, int32_t days);

/* The age of a result; false where it has none. */
bool age_of(const struct result *, int32_t *days);

#endif
