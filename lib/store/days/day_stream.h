/*
 * day_stream: a day of a store as the input that recon-store --export would
 * write, byte for byte.
 */
#ifndef DAY_STREAM_H
#define DAY_STREAM_H

#include "io/input.h"
#include "store/tables/store.h"

/*
 * Opens the lines of a day, day_lines_find; both are borrowed until the input is
 * closed, and nothing else is asked of the store until then. The lines are
 * compared with #total by who reads the stream.
 */
int day_stream_open(struct input *, struct store *, const char *book,
    int32_t date, const struct store_day *, struct err *);

#endif
