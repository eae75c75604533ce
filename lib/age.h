/*
 * age: the last field of an open item, age=N: whole days from its DATE to
 * the day of the run, never below 0.
 */
#ifndef AGE_H
#define AGE_H

#include <stdint.h>

#include "result.h"

enum { AGE_CAP = 24 }; /* bytes of TAB and age=N */

/* The line without its age=, or the whole line. */
struct span age_cut(const struct result *);

/* Writes a TAB and age=N to text (AGE_CAP bytes, no NUL): days below 0 are
 * 0. Returns how many bytes that are. */
size_t age_format(char *text, int32_t days);

/* The age of a result; false where it has none. */
bool age_of(const struct result *, int32_t *days);

#endif
