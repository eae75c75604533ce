/*
 * visible_text: text added to a buffer in the form that visible.h describes.
 */
#ifndef VISIBLE_TEXT_H
#define VISIBLE_TEXT_H

#include "base/buf.h"
#include "base/span.h"

void visible_add(struct buf *, struct span);

/* The same of lines: LF and TAB stay. */
void visible_add_lines(struct buf *, struct span);

#endif
