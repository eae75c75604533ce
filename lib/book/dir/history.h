/*
 * history: what the days before know, from one day back along those that each was
 * rolled from.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "book/dir/open_ids.h"
#include "book/dir/state_dir.h"

/* Called with each reply that a day has taken or kept, escaped. */
typedef void history_reply_fn(void *arg, struct span reply);

/* from may be NULL: then nothing is known. -1, told, where the file of a day
 * is damaged. */
int history_replies(const struct state_dir *, const struct manifest_day *from,
    history_reply_fn *, void *arg, struct err *);

/* What looks at the legs that stayed open. */
struct history_open_fn {
	open_id_fn *see;
	bool (*is_enough)(void *arg); /* asked behind each day */
};

/* Shows it the legs that stayed open on the days, the last day first, each file
 * read once, as far as their open items were not pruned. -1, told. */
int history_open(const struct state_dir *, const struct manifest_day *from,
    const struct history_open_fn *, void *arg, struct err *);

#endif
