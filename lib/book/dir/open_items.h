/*
 * open_items: the open items of a day, and the copy of its results, for whoever
 * wants to read them.
 */
#ifndef OPEN_ITEMS_H
#define OPEN_ITEMS_H

#include "book/dir/state_dir.h"
#include "book/dir/chain.h"
#include "io/output.h"

/*
 * Finds the file of a day, the last that is not stale for day NULL, with its open items or,
 * for STATE_RESULTS, the copy of its results, and reads it to see that it is the
 * one that the manifest names. Returns its path, which the caller frees. NULL:
 * ST_FAIL for a day or file that is not there, ST_DATA for another file.
 * *found: which day it is; *stale: a day before was run again.
 */
char *open_items_find(const struct state_dir *, const int32_t *day,
    enum state_file, int32_t *found, bool *stale, struct err *);

/* What is known of a day, the last that is not stale for day NULL. ST_FAIL for
 * one that was not run. *en is to be freed, whatever the outcome. */
int open_items_day(const struct state_dir *, const int32_t *day,
    struct day_entry *en, bool *stale, struct err *);

/* Says that a file is of a stale day. */
void open_items_note_stale(struct buf *notes, const char *path);

/* A line among the open items: -1, ST_DATA told of the file of this name, for
 * one that is closed. */
int open_items_is_one(const struct result *, const char *name, struct err *);

/* Writes what the file holds, unpacked where it is. */
int open_items_copy(const char *path, struct output *, struct err *);

/*
 * Reads a file of open items to its end as what d says of itself: bytes and
 * digest, what the lines add up to, counted in legs, and the earliest DATE.
 * ST_DATA for what is no regular file, no whole stream of open items, or says
 * that it is of another day.
 */
int open_items_read(struct day_entry *d, const char *path, struct err *);

/* Do the bytes of a file there have the digest? ST_DATA where they have not.
 * No directory, link or device passes for one. */
int open_items_check(const char *path, const struct day_bytes *, struct err *);

/* Says that they have not. -1. */
int open_items_changed(const char *path, struct err *);

#endif
