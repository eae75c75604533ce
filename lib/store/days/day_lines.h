/*
 * day_lines: the lines of a day as its rows have them.
 */
#ifndef DAY_LINES_H
#define DAY_LINES_H

#include "base/buf.h"
#include "store/tables/store.h"

enum { DAY_LINES_SEQ_BITS = 40 }; /* of an id; the day's number is above */

/*
 * The day that is there with its lines: 0, released with store_day_free, or
 * -1: ST_FAIL where it is not there, or no longer.
 */
int day_lines_find(struct store *, const char *book, int32_t date,
    struct store_day *, struct err *);

/* Asks for the lines of a day in their order. Each row, db_next, is then made a
 * line without LF by day_lines_add. */
int day_lines_ask(struct store *, int64_t day, struct err *);
void day_lines_add(const struct store *, struct buf *);

#endif
