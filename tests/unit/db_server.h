/*
 * db_server: tests of databases on a server. The first operand is the URL of a
 * database that is theirs, the second a command that is given "stop" and "start".
 */
#ifndef DB_SERVER_H
#define DB_SERVER_H

#include <stdlib.h>

#include "base/mem.h"
#include "db/db.h"
#include "ok.h"
#include "test.h"

static struct err e; /* of the last call */
static const char *server_url, *server_control;

/* False, and all is skipped, where there is no server. */
static inline bool
server_is_there(int argc, char **argv)
{
	mem_program = "recon";
	server_url = argc > 1 ? argv[1] : NULL;
	server_control = argc > 2 ? argv[2] : NULL;
	if (!server_url)
		puts("1..0 # SKIP peers/db.bats has a server for it");
	return server_url != NULL;
}

static inline void
server_open(struct db *d, unsigned wait_s)
{
	const struct db_wish w = {
		.url = server_url, .wait_s = wait_s, .use = DB_CHANGE
	};

	OK(db_open(d, &w, &e));
}

/* The same, and there is an empty table t. */
static inline void
server_fresh(struct db *d)
{
	server_open(d, 5);
	OK(db_run(d,
	    "DROP TABLE IF EXISTS t; "
	    "CREATE TABLE t (k BIGINT PRIMARY KEY, s TEXT)",
	    &e));
}

/* The number that a question is answered with; -1: none, or an error. */
static inline int64_t
server_number(struct db *d, const char *sql)
{
	int64_t n = -1;

	OK(db_ask(d, sql, NULL, 0, &e));
	if (e.text[0] == '\0' && db_next(d, &e) == 1)
		n = db_cell_int(d, 0);
	db_done(d);
	return n;
}

static const char server_put[] = "INSERT INTO t (k, s) VALUES ($1, $2)";

/* Rows k, with db_later. */
static inline int
server_later(struct db *d, int64_t k)
{
	const struct db_value v[] = { db_int(k), db_str("later") };

	return db_later(d, server_put, v, 2, &e);
}

/* It fails, with this status and what it told. */
#define FAILS(call, state, what) \
	do { \
		e.text[0] = '\0'; \
		EXPECT((call) < 0); \
		EXPECT(e.status == (state)); \
		EXPECT(strstr(e.text, what) != NULL); \
		if (!strstr(e.text, what)) \
			printf("# %s\n", e.text); \
	} while (0)

#define TAKEN_TWICE "duplicate key value violates unique constraint"

/* Whatever was before: the next transaction does its work. */
static inline void
server_goes_on(struct db *d)
{
	int64_t now = 0;

	OK(db_rollback(d, &e));
	OK(db_rollback(d, &e));
	OK(db_begin_many(d, &now, &e));
	EXPECT(now > 0);
	EXPECT(server_later(d, 1000000) == 0);
	EXPECT(
	    server_number(d, "SELECT count(*) FROM t WHERE k = 1000000") == 1);
	OK(db_rollback(d, &e));
	EXPECT(
	    server_number(d, "SELECT count(*) FROM t WHERE k = 1000000") == 0);
}

#endif
