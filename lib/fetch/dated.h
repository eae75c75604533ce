/*
 * dated: names and URLs that hold a day: {date} is YYYY-MM-DD, {date:FORMAT}
 * what strftime(3) makes of %Y %y %m %d %j and %%; {{ is a brace.
 */
#ifndef DATED_H
#define DATED_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the text with its days put in, and a NUL. day NULL: none was said.
 * ST_FAIL for braces that mean nothing, and where there is no day. */
int dated_text(
    struct buf *, const char *text, const int32_t *day, struct err *);

#endif
