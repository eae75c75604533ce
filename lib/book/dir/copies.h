/*
 * copies: inputs and results of a day, kept packed in a state directory so that
 * the day can be run again from them.
 */
#ifndef COPIES_H
#define COPIES_H

#include "book/dir/state_dir.h"
#include "io/packed/gzip.h"

struct copy {
	struct gzip *file; /* owned; NULL once it has appeared */
	char name[STATE_NAME_CAP];
};

/* Cleared with {0}, released with copies_free. */
struct copies {
	struct copy *of; /* owned */
	size_t n, cap;
	unsigned inputs;
};

/* A copy of all that is read from the input from now on. */
int copies_cover(struct copies *, const struct state_dir *,
    const struct day_entry *, struct input *, struct err *);

/* A copy of all that is written to the output, up to copies_put_last. */
int copies_watch(struct copies *, const struct state_dir *,
    const struct day_entry *, struct output *, struct err *);

/* What was written to the output, which was flushed, is in the copy; this is put
 * behind it, and no more. */
void copies_put_last(struct copies *, struct output *, struct span);

/* Brings them to the disk and notes them in the entry. */
int copies_sync(struct copies *, struct day_entry *, struct err *);

/* Lets them appear. */
int copies_finish(struct copies *, struct err *);

/* Throws away what has not appeared. */
void copies_free(struct copies *);

#endif
