/*
 * sqlite_kept: statements of a connection of SQLite that stay prepared, found
 * by their text. It and sqlite.c are what knows sqlite3.h.
 */
#ifndef SQLITE_KEPT_H
#define SQLITE_KEPT_H

#include <sqlite3.h>

#include "db/kept.h"

enum { SQLITE_KEPT_VALUES = 32 }; /* $1 to $32 have their places noted */

struct sqlite_statement {
	sqlite3_stmt *st;                         /* owned */
	unsigned char places[SQLITE_KEPT_VALUES]; /* of $1...; 0: not in it */
};

/* Cleared with {0}, released with sqlite_kept_free before the connection. */
struct sqlite_kept {
	struct kept texts;
	struct sqlite_statement list[KEPT_MAX]; /* by the places of texts */
};

/* The statement of that text, reset, in *got; it lives until sqlite_kept_free
 * or until so many others were asked for. A code of SQLite. */
int sqlite_kept_find(struct sqlite_kept *, sqlite3 *, const char *sql,
    struct sqlite_statement **got);

void sqlite_kept_free(struct sqlite_kept *);

#endif
