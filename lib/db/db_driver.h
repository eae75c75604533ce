/*
 * db_driver: what each kind of database does behind db.h.
 */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct db;
struct db_value;
struct db_wish;
struct err;

struct db_driver {
	int (*open)(struct db *, const struct db_wish *, struct err *);
	void (*close)(struct db *);
	int (*again)(struct db *, struct err *);
	int (*begin)(struct db *, const char *lock, struct err *);
	int (*begin_read)(struct db *, struct err *);
	int (*begin_many)(struct db *, int64_t *now, struct err *);
	int (*commit)(struct db *, struct err *);
	int (*rollback)(struct db *, struct err *);
	int (*try_lock)(struct db *, const char *lock, struct err *);
	int (*listen)(struct db *, const char *channel, struct err *);
	int (*notify)(struct db *, const char *channel, struct err *);
	int (*heard)(struct db *, bool *heard, struct err *);
	int (*descriptor)(const struct db *);
	int (*run)(struct db *, const char *sql, struct err *);
	int (*later)(struct db *, const char *sql, const struct db_value *,
	    size_t n, struct err *);
	int (*ask)(struct db *, const char *sql, const struct db_value *,
	    size_t n, struct err *);
	int (*ask_large)(struct db *, const char *sql, const struct db_value *,
	    size_t n, struct err *);
	int (*next)(struct db *, struct err *);
	void (*done)(struct db *);
	struct span (*cell)(const struct db *, int column);
	int64_t (*cell_int)(const struct db *, int column);
	int (*load_begin)(struct db *, const char *table, const char *columns,
	    size_t n, struct err *);
	int (*load_row)(struct db *, const struct db_value *, struct err *);
	int (*load_end)(struct db *, struct err *);
};

extern const struct db_driver db_sqlite, db_postgres;

#endif
