/*
 * show_text: names of flows.
 */
#ifndef SHOW_TEXT_H
#define SHOW_TEXT_H

#include "base/buf.h"

/* Adds the name of the flow in a file: that of the file, without its ending; visible
 * (visible.h). */
void show_flow_name(struct buf *, const char *path);

#endif
