/*
 * csv_stray: a line whose quotes break the rules, read all the same.
 *
 *	1,5" pipe,"UAB "Naktida"","x"
 *
 * A quote inside a cell that does not begin with one is data. A cell that
 * does ends at the first quote behind which, blanks aside, the delimiter or
 * the end of the line stands; a doubled quote before that is one quote, any
 * other is data. A row like this never goes on to the next line, so that no
 * quote can swallow the rows behind it.
 */
#ifndef CSV_STRAY_H
#define CSV_STRAY_H

#include "bill/rows/cells.h"

/* The line's cells, into c, which is cleared before. False when a quoted
 * cell does not end. The delimiter is one byte. */
bool csv_stray_read(struct cells *c, const struct dialect *, struct span line);

#endif
