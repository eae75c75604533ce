/*
 * show_top: what stands above all that people are shown of a store.
 */
#ifndef SHOW_TOP_H
#define SHOW_TOP_H

#include "flow/view/show_from.h"

/* Adds, with an empty line behind each: that the store was restored from a
 * copy, that no runner works where one has work, workers that are unreachable,
 * and alarms that nobody was told of; nothing where nothing of it is so. With json: a line each. */
int show_top(const struct show *, struct buf *, struct err *);

/* Does no runner work on the store, and is there work for one? Not in one that
 * was restored, before a person says go. 1, 0, -1. */
int show_lacks_runner(const struct show *, struct err *);

/* Adds that, and what could be typed, as one line without an end; --flows where
 * the store knows schedules of flows in one directory. */
int show_no_runner(const struct show *, struct buf *, struct err *);

#endif
