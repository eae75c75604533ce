/*
 * unseen: what in keys cannot be seen, in words. Such keys match only what
 * has the same in the same place.
 */
#ifndef UNSEEN_H
#define UNSEEN_H

#include "key/columns.h"
#include "key/key_fold.h"
#include "key/noted.h"

/* Cleared with {0}, released with unseen_free. */
struct unseen {
	struct noted keys;     /* COLUMN: U+FEFF in "A1" */
	struct buf what, look; /* private: what was found in the last */
};

/* Looks for it in a part of a key, which is not empty. */
void unseen_look(struct unseen *, const struct column *, struct span part);

void unseen_free(struct unseen *);

#endif
