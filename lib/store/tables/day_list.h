/*
 * day_list: the days of a store, as many as are asked for.
 */
#ifndef DAY_LIST_H
#define DAY_LIST_H

#include "store/tables/store.h"

struct day_list_day {
	int64_t no, records;
	char *book, *total, *digest; /* owned */
	char date[16];
	int32_t day; /* of date */
	bool pruned;
};

/* Released with day_list_free. */
struct day_list {
	struct day_list_day *of; /* owned, by book and date */
	size_t n, cap;
};

/* The days of a book, NULL for all; ST_FAIL where a book has none. */
int day_list_read(
    struct day_list *, struct store *, const char *book, struct err *);

void day_list_free(struct day_list *);

#endif
