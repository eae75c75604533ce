/*
 * tables: the tables and views of a store of flows, as SQL.
 */
#ifndef TABLES_H
#define TABLES_H

#include "db/db.h"

enum { TABLES_APPLICATION = 0x52464c57 }; /* "RFLW": application_id of SQLite */

/* The statements; NULL at the end. Numbers of states are those of run.h. */
extern const char *const tables_text[];

/* Makes all of them, within a transaction, and notes the version. */
int tables_make(struct db *, struct err *);

#endif
