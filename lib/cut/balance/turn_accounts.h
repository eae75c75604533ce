/*
 * turn_accounts: accounts that stand at a date are closed with it, and stand at
 * the next.
 *
 * The first transaction begins the turn: accounts made from then on stand at the
 * next date. Each other one closes the next accounts, in their order: their
 * closings are appended, and what the next date has brought is added to the
 * balance. Killed at any point, it goes on when it is run again; postings go on
 * meanwhile. In PostgreSQL several may do it at once: each passes over accounts
 * that somebody has locked, and in the end waits for those that are left.
 */
#ifndef TURN_ACCOUNTS_H
#define TURN_ACCOUNTS_H

#include "cut/balance/turn_parts.h"

/*
 * Turns accounts from date to next; NULL: the date that is known to be behind it,
 * else the next day. 0, also where some failed. -1, told: ST_AGAIN where accounts
 * do not stand at that date yet, ST_DATA where another date is behind it. told is
 * released by the caller in any case.
 */
int turn_accounts(struct accounts *, int32_t date, const int32_t *next,
    struct turn_accounts_told *, struct err *);

void turn_accounts_told_free(struct turn_accounts_told *);

#endif
