/*
 * cell_text: text that a cell of a spreadsheet takes.
 */
#ifndef REPORT_CELL_TEXT_H
#define REPORT_CELL_TEXT_H

#include "base/buf.h"

enum { CELL_TEXT_MAX = 32767 }; /* UTF-16 units */

/* The text as it would be read, visible.h, with a NUL behind it, in b, which held
 * something else before; *cut: it is longer, and the rest is left out. */
const char *cell_text(struct buf *b, struct span text, bool *cut);

#endif
