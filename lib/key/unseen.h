/*
 * unseen: keys with something in them that cannot be seen, counted, and words
 * for the first. Such keys match only what has the same in the same place.
 */
#ifndef UNSEEN_H
#define UNSEEN_H

#include "key/columns.h"
#include "key/key_fold.h"

/* Cleared with {0}, released with unseen_free. */
struct unseen {
	uint64_t keys;
	struct err first; /* "FILE:LINE: COLUMN: U+FEFF in "A1"", once there is
			   * one */
	bool now;         /* something was found in the key of the present
			   * row, which may not become a record */
	struct buf what, look; /* private: what was found in it */
};

/* Looks for it in a part of a key, which is not empty. */
void unseen_look(struct unseen *, const struct column *, struct span part);

/* The row has become a record. */
void unseen_count(struct unseen *, const struct stream_in *);

void unseen_free(struct unseen *);

#endif
