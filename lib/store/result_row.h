/*
 * result_row: a line of results as a row of a store; back it comes by
 * store/days/day_lines.
 */
#ifndef RESULT_ROW_H
#define RESULT_ROW_H

#include "base/buf.h"
#include "store/tables/store.h"
#include "stream/line/result.h"

enum { RESULT_ROW_FIXED = 17 }; /* columns but those of carried fields */

/*
 * Checks what recon-roll gives to its lines, which a store goes by: ids and first=
 * of what is open, closes= of what is closed. ST_DATA, told without a place.
 */
int result_row_check(const struct result *, struct err *);

/* Adds the names of the columns, in the order of the values, with commas;
 * returns how many there are. */
size_t result_row_columns(struct buf *, const struct store *);

/* Puts the values of line seq of a day; they live as the line does. */
void result_row_put(struct db_value *, const struct store *, int64_t day,
    int64_t seq, const struct result *);

#endif
