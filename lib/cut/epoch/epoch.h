/*
 * epoch: postings of a system that reads balances and writes them back, and the
 * batch that turns its accounts, recon-epoch(7).
 *
 * Epochs are numbered. In an even one all accounts stand at one date, and nobody
 * looks at the date of an account; in an odd one they are turned, one by one. A
 * posting is in the epoch that it entered until its transaction ends; the batch goes
 * on when nobody is left in the one before.
 *
 * In PostgreSQL postings share a lock of their epoch. SQLite has one lock for all:
 * there nobody is ever left.
 */
#ifndef EPOCH_H
#define EPOCH_H

#include "db/db.h"

/* Its table, in which each name has an epoch of its own. */
extern const char epoch_table[];

/* There is an epoch of that name: 0, where there was none. In a transaction, or
 * outside. */
int epoch_make(struct db *, const char *name, struct err *);

/* Which one it is. */
int epoch_now(struct db *, const char *name, int64_t *, struct err *);

/*
 * Begins a transaction (db_begin_many) in the epoch that it is: *number stays so
 * until the transaction ends. -1: none is begun.
 */
int epoch_enter(struct db *, const char *name, int64_t *number, struct err *);

/* Within it, before it locks any account, where it opens one in an odd epoch: nobody
 * is left in the one before. */
int epoch_wait_before(
    struct db *, const char *name, int64_t number, struct err *);

/*
 * Of the batch, outside of any transaction: the epoch behind from begins, unless it
 * has already, as behind a crash; then nobody is left in from. ST_AGAIN: somebody
 * still is, and the same is to be called again before any account is turned.
 * ST_FAIL: it is neither of the two.
 */
int epoch_flip(struct db *, const char *name, int64_t from, struct err *);

#endif
