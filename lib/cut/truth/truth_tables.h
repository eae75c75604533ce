/*
 * truth_tables: the tables of a truth, as SQL.
 */
#ifndef TRUTH_TABLES_H
#define TRUTH_TABLES_H

#include "db/db.h"

/* Makes all of them, within a transaction, and notes version and kind. */
int truth_tables_make(struct db *, int version, bool rehearsal, struct err *);

#endif
