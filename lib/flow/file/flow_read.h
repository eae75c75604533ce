/*
 * flow_read: the file of a flow made a struct flow.
 */
#ifndef FLOW_READ_H
#define FLOW_READ_H

#include "flow/file/flow.h"
#include "sections/told.h"

/*
 * Reads a file; whatever is wrong in it is told, all of it, and what is right
 * is in the flow. -1, ST_FAIL, where it cannot be read, or where others can
 * write it. flow_free releases it in any case.
 */
int flow_read(struct flow *, const char *path, struct told *, struct err *);

/* The same of the text that is or was in that file. */
void flow_read_text(
    struct flow *, const char *path, struct span text, struct told *);

#endif
