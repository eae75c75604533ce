/*
 * account_dates: which accounting date is behind which, as a database of accounts
 * knows it. A date is known as soon as there is a posting of it.
 */
#ifndef ACCOUNT_DATES_H
#define ACCOUNT_DATES_H

#include "cut/balance/accounts.h"

/* The date that accounts are turned to, or were last. */
int account_dates_now(struct accounts *, int32_t *, struct err *);

/* The date before it: 1, 0 where it is not known, -1. */
int account_dates_before(
    struct accounts *, int32_t date, int32_t *before, struct err *);

/* The date behind it, and whether its turn has begun: 1, 0 where it is not known,
 * -1. */
int account_dates_next(
    struct accounts *, int32_t date, int32_t *next, bool *begun, struct err *);

/* next is behind date. ST_DATA where another date is known to be. */
int account_dates_note(
    struct accounts *, int32_t date, int32_t next, struct err *);

/* Accounts were turned from that date, or are; else ST_DATA. */
int account_dates_was(struct accounts *, int32_t date, struct err *);

/* The turn of a date that is known begins: accounts that are made from now on
 * stand at the next one. */
int account_dates_begin(struct accounts *, int32_t date, struct err *);

#endif
