/*
 * reopened: legs that are open again, for a day that is run once more.
 *
 * A leg that was open before a day and that an earlier generation of the day had
 * closed is open again where the one that takes its place leaves it open. It
 * carries reopened=CAUSE,PERSON from then on: the generation of the day, this
 * one or one before, whose input was replaced, as DATE.GEN, and who wanted that.
 *
 * A day that is run again from the same gives the same bytes, so that what its
 * newest generation had reopened is read in that.
 */
#ifndef REOPENED_H
#define REOPENED_H

#include "base/arena.h"
#include "base/buf.h"
#include "book/dir/state_dir.h"
#include "book/place.h"

struct reopened_leg {
	struct span id;
	struct span mark; /* what it carries if it stays open */
};

/* Cleared with {0}, released with reopened_free. */
struct reopened {
	struct reopened_leg *of; /* owned, by id */
	size_t n, cap;
	bool is_lost; /* the newest generation had marks, which cannot be
	               * read: the same input gives other bytes */
	struct arena arena;
};

/* A day that is run again, and how; borrowed. */
struct reopened_wish {
	const struct state_dir *dir;
	const struct place *place;
	const struct day_entry *was; /* its newest generation */
	int32_t day;
	bool force;
	struct span by; /* escaped; .p is NULL where nobody had to say */
};

/*
 * Finds the legs. What cannot be known, as the open items of an older generation
 * were pruned or damaged, is told in notes, a line with its LF, and nothing is
 * marked then. -1, told, ST_DATA, where nothing is forced and the same bytes
 * cannot be given without those items.
 */
int reopened_find(struct reopened *, const struct reopened_wish *,
    struct buf *notes, struct err *);

/* What a leg of this id carries if it stays open; NULL for nothing. */
const struct span *reopened_mark(const struct reopened *, struct span id);

void reopened_free(struct reopened *);

#endif
