/*
 * explain: what recon-clean --explain prints of a bill: how it seems to be
 * written, what its columns hold, and a profile to start from.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "buf.h"
#include "err.h"

/*
 * Adds the text about a bill to out. entry is the pattern of a zip entry, or
 * NULL. -1 for a file that cannot be read; a bill that cannot be understood
 * is told in the text.
 */
int explain_bill(const char *name, const char *entry, struct buf *out,
    struct err *);

#endif
