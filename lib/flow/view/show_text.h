/*
 * show_text: texts that people wrote, fit for a cell. All is visible (visible.h).
 */
#ifndef SHOW_TEXT_H
#define SHOW_TEXT_H

#include "base/buf.h"

/* Adds the name of the flow in a file: that of the file, without its ending. */
void show_flow_name(struct buf *, const char *path);

#endif
