/*
 * duration: how long something takes or may take, as people write it: digits
 * and s, m, h or d; a 0 needs none of them.
 */
#ifndef DURATION_H
#define DURATION_H

#include "base/span.h"

enum { DURATION_MAX_S = 3650 * 86400 }; /* seconds */

/* Reads all of the text; *s, in seconds, is untouched where it is none, or more
 * than DURATION_MAX_S. */
bool duration_parse(struct span, uint32_t *s);

#endif
