/*
 * post_rows: the rows of a set of postings, in the database. Within a transaction
 * that changes things.
 *
 * Of PostgreSQL accounts are locked all in their order before any is changed, and
 * ids are inserted behind that, in their order: so two that wait for each other do
 * so only where one found an account not there that another has made meanwhile, or
 * an id; db_was_conflict then, or ST_BROKEN: the same once more finds it.
 */
#ifndef POST_ROWS_H
#define POST_ROWS_H

#include "cut/post/post_set.h"

/* Locks and reads the accounts, and which ids are there. */
int post_rows_load(struct post_set *, struct err *);

/* What was decided of the postings that are good. */
int post_rows_store(struct post_set *, struct err *);

/*
 * PostgreSQL, outside of any transaction: a set of one posting that is one entry
 * is posted by one statement, which is a transaction. 1; 0, it was not, for
 * whatever reason: nothing was changed; -1.
 */
int post_rows_at_once(struct post_set *, struct err *);

#endif
