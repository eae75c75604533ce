/*
 * item: what a result line is about, so that it is told once: by the ids of its
 * legs or, where it has none, by what stands in it.
 */
#ifndef ITEM_H
#define ITEM_H

#include "notify/choose/id_tally.h"
#include "stream/line/result.h"

/* What is said of an item. */
enum told_kind {
	TOLD_OPENED,  /* it is open */
	TOLD_CHANGED, /* it is open, and a leg of it was told in another line */
	TOLD_CLOSED,  /* it is closed */
	TOLD_OVERDUE, /* it is open for so many days */
	TOLD_REMIND,  /* it is open on that day */
	TOLD_KINDS,
};

/* How items are told, the same for all of a run. */
struct telling {
	struct span book;   /* borrowed; empty: none */
	unsigned overdue;   /* days; 0: it is not about that */
	const char *remind; /* borrowed: the day, YYYY-MM-DD, or NULL */
};

enum { ITEM_LEGS = 2 };

/* Cleared with {0}, used again for each line, released with item_free. */
struct item {
	struct buf name; /* owned: its ids, or a digest of what it says */
	struct span class;
	bool open, has_ids;
	struct event_id marks[ITEM_LEGS]; /* of its legs, or of its KEY; none
					   * of a closed one */
	size_t n_marks;
};

/*
 * Sets *item for a line. equal counts lines without ids that say the same, for
 * each such line is an item: it is asked for every line of a class that is told,
 * once, in the order of the stream. The line must live as long as the item is
 * used. -1, told.
 */
int item_of(struct item *, const struct telling *, struct id_tally *equal,
    const struct result *, struct err *);

/* The word of a kind as the types of events have it: "opened". */
const char *told_word(enum told_kind);

/* Adds the kind as ids and data have it: "opened", "overdue-2",
 * "remind-2022-11-02". */
void told_text(struct buf *, enum told_kind, const struct telling *);

/* The id of the event that tells it; of overdue items one for whatever class
 * they are in. */
struct event_id item_event(
    const struct item *, enum told_kind, const struct telling *);

/* The id that stands for one of these, a mark too, where a target is asked: it
 * may be told the same as well. */
struct event_id item_asked(const struct event_id *);

void item_free(struct item *);

#endif
