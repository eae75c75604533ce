/*
 * page_run: a run as it stands, as a page: one file that fetches nothing and runs
 * nothing.
 *
 * Its picture, what it waits for and what could be typed, its nodes as a table,
 * the ends of what attempts wrote, and its log; first that no runner works, and
 * alarms that nobody was told of. A flow too large for a picture has the table
 * alone.
 */
#ifndef PAGE_RUN_H
#define PAGE_RUN_H

#include "flow/draw/flow_mark.h"
#include "flow/view/show_view.h"

/* Adds the page; it asks to be read again every so many seconds, 0: not. */
int page_run(const struct show *, const struct show_view *,
    const struct flow_mark *marks, uint32_t every, struct buf *, struct err *);

#endif
