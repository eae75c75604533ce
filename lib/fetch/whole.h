/*
 * whole: what says that a bill is whole.
 */
#ifndef WHOLE_H
#define WHOLE_H

#include "fetch/fetch_state.h"
#include "fetch/partial.h"

/* Is the done-file there? *mark is its. ST_AGAIN where it is not. */
int whole_done(struct fetch *, const struct fetch_place *,
    struct transfer_mark *done, struct err *);

/* Are these the digests of the bill that its file of digests has? */
int whole_digest(struct fetch *, const struct fetch_place *,
    const struct file_sums *, struct err *);

/* All that came has to be whole, by everything that was asked for, and still
 * be what is there. ST_AGAIN where it is not yet, ST_DATA where it is damaged. */
int whole_check(struct fetch *, const struct fetch_place *,
    const struct transfer_mark *done, const struct partial *,
    const struct file_sums *, struct err *);

#endif
