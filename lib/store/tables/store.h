/*
 * store: days of results in a database, recon-store(5).
 */
#ifndef STORE_H
#define STORE_H

#include "db/db.h"
#include "text/names.h"

/* Released with store_close. */
struct store {
	struct db db;
	struct names columns; /* carried fields that have a column */
};

/* Opens what is there, and looks at its version. */
int store_open(struct store *, const struct db_wish *, struct err *);

/* Begins a transaction that changes the days of a book; what names no store yet
 * becomes one. */
int store_begin(struct store *, const char *book, struct err *);

void store_close(struct store *);

/*
 * Within a transaction: gives the fields columns of their own in results and
 * items, filled and indexed. Those that have one are left.
 */
int store_add_columns(struct store *, const struct names *, struct err *);

/* Runs a statement that has braces, schema.h, with values. */
int store_do(struct store *, const char *sql, const struct db_value *, size_t n,
    struct err *);

/* A date as text. */
struct store_date {
	char text[16];
};

struct store_date store_date(int32_t day);

/* A day that is loaded. */
struct store_day {
	int64_t no, gen, records, version;
	bool total_first, pruned;
	struct buf total, digest, loaded, who; /* owned */
};

/* 1 where there is one, 0, -1. Released with store_day_free. */
int store_find_day(struct store *, const char *book, int32_t date,
    struct store_day *, struct err *);

void store_day_free(struct store_day *);

#endif
