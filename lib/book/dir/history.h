/*
 * history: what the days before know, from one day back along those that each was
 * rolled from.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "book/dir/state_dir.h"

/* Called with each reply that a day has taken or kept, escaped. */
typedef void history_reply_fn(void *arg, struct span reply);

/* from may be NULL: then nothing is known. -1, told, where the file of a day
 * is damaged. */
int history_replies(const struct state_dir *, const struct manifest_day *from,
    history_reply_fn *, void *arg, struct err *);

/* *was: did an item of this id stay open on one of the days, as far as their open
 * items were not pruned? */
int history_was_open(const struct state_dir *, const struct manifest_day *from,
    struct span id, bool *was, struct err *);

#endif
