/*
 * db: a database, asked in SQL: SQLite, or PostgreSQL.
 *
 * Values stand in a statement as $1, $2, ... Every cell is text, or NULL. What
 * a statement changes is in the transaction that was begun. All functions
 * return -1 with the error told; where the transaction can go on no longer,
 * closing the database takes it back.
 *
 * ST_AGAIN: somebody else has it locked, or the server cannot be reached now.
 * ST_DATA: it refuses a value, or is no such database. ST_FAIL: anything else,
 * a full disk among it.
 */
#ifndef DB_H
#define DB_H

#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

enum db_kind { DB_SQLITE, DB_POSTGRES };

enum db_value_is { DB_NULL, DB_INT, DB_TEXT };

struct db_value {
	enum db_value_is is;
	int64_t n;
	struct span text; /* borrowed; no NUL in it */
};

static inline struct db_value
db_int(int64_t n)
{
	return (struct db_value){ .is = DB_INT, .n = n };
}

/* A span without a pointer is NULL. */
static inline struct db_value
db_text(struct span s)
{
	return (struct db_value){ .is = s.p ? DB_TEXT : DB_NULL, .text = s };
}

static inline struct db_value
db_str(const char *s)
{
	return (struct db_value){ .is = DB_TEXT, .text = span_str(s) };
}

enum db_use {
	DB_READ,   /* the database is there */
	DB_CHANGE, /* likewise, and it will be changed */
	DB_CREATE, /* a file is made where there is none */
	DB_MEMORY, /* SQLite, without a file: url is a name for messages */
};

struct db_wish {
	const char *url;           /* a path, sqlite:PATH or postgresql://... */
	const char *password_file; /* or NULL; of a server */
	unsigned wait_s;           /* for who has it locked */
	enum db_use use;
	bool wal; /* a file of SQLite that one process alone changes while
	           * others read: a write-ahead log; who reads never makes a
	           * checkpoint, and changes nothing */
	unsigned cache_kb; /* of pages of SQLite in memory; 0: 64 MB */
	const char *who; /* the name that a server shows for us; NULL: recon */
	bool mends_text; /* of a server: bytes of a value that are no UTF-8,
	                       * and NUL, stand in it as U+FFFD; else it is
	                       * refused */
	const char *settings; /* SQL that each connection to a server begins
	                       * with; NULL: none */
};

struct db_driver;

/* Released with db_close. */
struct db {
	const struct db_driver *driver;
	enum db_kind kind;
	char *name;      /* owned: for messages */
	unsigned wait_s; /* as wished */
	bool conflict;   /* what db_was_conflict tells of the last error */
	void *at;        /* owned by the driver */
};

/* What a URL names; nothing is looked at. */
enum db_kind db_kind_of(const char *url);

/* False for a file of SQLite that is not there; of a server nothing is known. */
bool db_is_there(const char *url);

/* ST_FAIL for a URL with a password in it, which others see. */
int db_open(struct db *, const struct db_wish *, struct err *);

/* Takes back what was not committed. */
void db_close(struct db *);

/*
 * A server that went away is connected to again, as it was wished, and listened to
 * as before; db_heard then tells of a sign, as some may have been missed. Nothing
 * is done where the connection is there. No transaction is under way then. ST_AGAIN
 * where the server cannot be reached yet: called again later. The descriptor is
 * another.
 */
int db_again(struct db *, struct err *);

/*
 * Begins a transaction that changes things. Of all that name the same lock one
 * is at work at a time; SQLite knows one lock for all. ST_AGAIN where it could
 * not be had in the time that was wished.
 */
int db_begin(struct db *, const char *lock, struct err *);

/* Begins one that sees one state and changes nothing. */
int db_begin_read(struct db *, struct err *);

/*
 * -- where many change one database at a time: PostgreSQL. SQLite has one lock
 * for all, and is asked the same way.
 *
 * Begins a transaction that changes things without a lock of its own: rows are
 * locked as they are asked for. READ COMMITTED: each statement sees what was
 * committed before it. A server takes it back where nothing is said in it for
 * DB_IDLE_S. *now: its clock, ms since 1970; of SQLite, which has none, 0.
 */
enum { DB_IDLE_S = 15 };
int db_begin_many(struct db *, int64_t *now, struct err *);

/* Within it: is the lock of that name ours up to its end? 1; 0, another has it;
 * -1. */
int db_try_lock(struct db *, const char *lock, struct err *);

/* Like db_do, of a statement whose outcome nobody asks for: a server is told it
 * together with what is asked next, and an error of it is told there, at the
 * latest by db_commit; nothing behind it was done then. In an order: db_later,
 * db_do, db_ask and db_commit. */
int db_later(struct db *, const char *sql, const struct db_value *, size_t n,
    struct err *);

/* Was the last error, ST_AGAIN, that another transaction was in the way, so that
 * the same once more may go: 40001, 40P01, 55P03, or a database that is busy? */
bool db_was_conflict(const struct db *);

/*
 * Signs between those that have one database open. A sign that was given within a
 * transaction is heard behind its commit, by all that listen. SQLite gives none:
 * descriptor -1. db_listen stands outside of transactions.
 */
int db_listen(struct db *, const char *channel, struct err *);
int db_notify(struct db *, const char *channel, struct err *);
/* Was there one since the last call? It never waits. */
int db_heard(struct db *, bool *heard, struct err *);
/* Readable where there may be one, or the server is gone; one that came with an
 * answer is there without: db_heard is asked before this is waited for. */
int db_descriptor(const struct db *);

/* Where the connection was lost meanwhile, ST_AGAIN, nobody knows whether it was
 * committed. */
int db_commit(struct db *, struct err *);
/* No error where the database has taken it back by itself, as for a full
 * disk. Whatever has failed before, the next transaction can begin behind it; or
 * -1, the connection is gone (db_again). */
int db_rollback(struct db *, struct err *);

/* Runs one or more statements without values; rows are not looked at. */
int db_run(struct db *, const char *sql, struct err *);

/* The same of one statement with n values. */
int db_do(struct db *, const char *sql, const struct db_value *, size_t n,
    struct err *);

/*
 * Asks; what was asked before is done with. Then db_next is called for each
 * row, 1, until 0 says that there is no more, or -1. One question at a time,
 * and none while rows are loaded. db_done ends one of which not all rows were
 * wanted. Statements stay prepared, by their text: the same text again costs no
 * more than its values.
 *
 * Of a server all rows of an answer are in memory. db_ask_large has one at a
 * time there, for answers of more than some 10,000; a row costs more, and it is
 * not kept prepared.
 */
int db_ask(struct db *, const char *sql, const struct db_value *, size_t n,
    struct err *);
int db_ask_large(struct db *, const char *sql, const struct db_value *,
    size_t n, struct err *);
int db_next(struct db *, struct err *);
/* Asks for one row, and stands at it: 1, 0 where there is none, -1. db_done
 * leaves it. */
int db_ask_one(struct db *, const char *sql, const struct db_value *, size_t n,
    struct err *);
void db_done(struct db *);

/* A cell of the row, by its number from 0; NULL has no pointer. It lives until
 * the next call, and what stands behind it is a NUL. */
struct span db_cell(const struct db *, int column);

/* The same as a number; 0 for what is none. */
int64_t db_cell_int(const struct db *, int column);

/*
 * Loads many rows, each of n values, into columns, named with commas between;
 * no other call comes between the first and db_load_end.
 */
int db_load_begin(struct db *, const char *table, const char *columns, size_t n,
    struct err *);
int db_load_row(struct db *, const struct db_value *, struct err *);
int db_load_end(struct db *, struct err *);

#endif
