/*
 * utc_text: a moment as clock_format writes it, ISO 8601 in UTC:
 * 2022-11-02T01:00:00Z.
 */
#ifndef UTC_TEXT_H
#define UTC_TEXT_H

#include <stdint.h>

#include "base/span.h"

enum { UTC_TEXT_LEN = 20 }; /* bytes */

/* Seconds since 1970. False, and *s untouched, where the text is not just that,
 * or no moment of the calendar. */
bool utc_text_parse(struct span text, int64_t *s);

#endif
