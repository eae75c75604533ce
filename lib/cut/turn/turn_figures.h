/*
 * turn_figures: what a system says it has sent, and what the one behind it says
 * it has got: counts and sums, exactly.
 *
 * Values of the answer to complete are out.SYSTEM.count=N and
 * out.SYSTEM.CURRENCY=AMOUNT, for each system that gets its data; those of the
 * answer to ready in.SYSTEM.count and in.SYSTEM.CURRENCY, of the system that it
 * comes from. A currency that is not there is 0.
 */
#ifndef TURN_FIGURES_H
#define TURN_FIGURES_H

#include "base/err.h"
#include "cut/book/cut_book.h"
#include "transport/answer.h"

/*
 * Has the system got what the one before it sent? 0; -1 told, behind the name
 * of the system: ST_AGAIN, with both figures, where it has fewer; ST_DIFFER,
 * likewise, where it has more, or as many and another sum; ST_DATA where a
 * figure is missing, or is none.
 */
int turn_figures_compare(const struct answer *sent, const char *from,
    const struct answer *got, const char *to, struct err *);

/* Does an answer to complete have figures for all that get data of the system?
 * 0; -1, ST_DATA, told likewise. */
int turn_figures_check(const struct cut_book *, size_t system,
    const struct answer *sent, struct err *);

#endif
