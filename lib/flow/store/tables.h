/*
 * tables: the tables and views of a store of flows, as SQL.
 */
#ifndef TABLES_H
#define TABLES_H

#include "base/buf.h"
#include "db/db.h"

enum { TABLES_APPLICATION = 0x52464c57 }; /* "RFLW": application_id of SQLite */

/* The statements, with words for what is not the same in all databases. Numbers
 * of states are those of run.h. */
extern const char *const tables_text[];
extern const size_t tables_count;

/* Adds one as a kind of database has it, and a NUL: no text where it is of the
 * other alone. */
void tables_put(struct buf *, enum db_kind, const char *text);

/* Makes all of them, within a transaction, and notes the version: or what rows
 * are loaded into alone, then the rest. */
enum tables_part { TABLES_ALL, TABLES_BARE, TABLES_REST };
int tables_make(struct db *, enum tables_part, struct err *);

/* The name of the table that a statement makes, in all kinds of database; none
 * where it makes another thing. */
struct span tables_name(const char *text);
/* Are its rows numbered where they say none? */
bool tables_number_rows(const char *text);

#endif
