/*
 * turn_parts: accounts that stand at a date turned to told->next, part by part.
 */
#ifndef TURN_PARTS_H
#define TURN_PARTS_H

#include "base/buf.h"
#include "cut/balance/accounts.h"

struct turn_accounts_told {
	int32_t next; /* the date that they stand at */
	uint64_t closed;
	uint64_t failed; /* they still stand where they stood */
	struct buf list; /* owned: a line each, ACCOUNT TAB CURRENCY TAB why */
};

/* All of them, whoever has them locked: they are waited for. Those that fail are
 * listed. */
int turn_parts(
    struct accounts *, int32_t date, struct turn_accounts_told *, struct err *);

/* PostgreSQL: but for those that are locked now, or that fail. A part is one
 * statement, and so one transaction. */
int turn_parts_free(
    struct accounts *, int32_t date, struct turn_accounts_told *, struct err *);

#endif
