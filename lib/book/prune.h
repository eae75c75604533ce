/*
 * prune: files of old days leave a state directory; what is known of the days
 * stays for ever.
 */
#ifndef PRUNE_H
#define PRUNE_H

#include "book/dir/state_dir.h"

/* What went. */
struct prune {
	size_t n; /* generations */
	int32_t first, last;
};

/*
 * Removes the open items and copies of days that are more than so many days
 * before the last one that is not stale, but for what that one was rolled from,
 * which would be needed to run it again. Stale days come after it, and stay.
 */
int prune_state(
    struct prune *, struct state_dir *, unsigned days, struct err *);

#endif
