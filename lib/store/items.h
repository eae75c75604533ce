/*
 * items: what is open, and what happened to it, as the days of a book say.
 */
#ifndef ITEMS_H
#define ITEMS_H

#include "store/tables/store.h"

/*
 * Within a transaction: takes back what the days of a book from this date on did
 * to its items, and does what these days say now. One that was replaced has lost
 * its events before, by items_forget.
 */
int items_rebuild(struct store *, const char *book, int32_t date, bool replaced,
    struct err *);

/* The events of a day's number go. */
int items_forget(struct store *, int64_t day, struct err *);

#endif
