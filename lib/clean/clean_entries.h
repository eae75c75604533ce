/*
 * clean_entries: the bills of an operand: the file itself or, of a zip archive
 * several entries of which were chosen, each of those.
 */
#ifndef CLEAN_ENTRIES_H
#define CLEAN_ENTRIES_H

#include "bill/layout.h"

/* After the last option: the first n entries were a profile's, and count only
 * where nothing else was said. */
void clean_entries_settle(struct layout *, size_t n);

struct clean_entries {
	struct layout *layout; /* borrowed: whose entry is set */
	const char *operand;   /* borrowed */
	const char *entry;     /* borrowed: of the layout, as it was */
	struct names names;    /* owned: of the entries; none: the operand */
	size_t at;             /* handed out */
	struct buf pattern;    /* owned: that matches one of them */
	struct buf label;      /* owned */
};

/* -1 with the error told: a choice that fits nothing, or several; an archive
 * that cannot be read more than once. */
int clean_entries_open(
    struct clean_entries *, struct layout *, const char *operand, struct err *);

/* Sets the layout's entry to the next bill. Its name, for messages, which lives
 * until the next call; NULL behind the last. */
const char *clean_entries_next(struct clean_entries *);

/* The layout's entry is as before. */
void clean_entries_close(struct clean_entries *);

#endif
