/*
 * order: the one order of all sorted streams, that of LC_ALL=C sort: whole
 * lines, as bytes (span_cmp). TAB is below every byte of a field, so this is
 * also the order by KEY, then by the text of the next field, and so on.
 */
#ifndef ORDER_H
#define ORDER_H

#include "base/err.h"
#include "stream/stream_in.h"

/*
 * Checks that line, of this number, may follow before (which may be {0}:
 * nothing before). -1 with both lines shown under the reader's name and the
 * number.
 */
int order_check_at(const struct stream_in *, uint64_t number,
    struct span before, struct span line, struct err *);

#endif
