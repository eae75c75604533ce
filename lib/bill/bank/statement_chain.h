/*
 * statement_chain: statements of an account in a currency one behind the
 * other: each has to open with what the one before it closed with, and none of
 * the pages of a statement may be missing.
 */
#ifndef STATEMENT_CHAIN_H
#define STATEMENT_CHAIN_H

#include "bill/bank/balance.h"

struct statement_chain_closing; /* how an account's last page ended */

/* Cleared with {0}. */
struct statement_chain {
	struct statement_chain_closing *list; /* owned, one an account
						 * and currency */
	size_t n, cap;
};

/*
 * May a page of account open with this balance? intermediate says that a
 * page has to come before it (60M). statement is its number, for the
 * message, which does not tell the place.
 */
int statement_chain_open(const struct statement_chain *, const char *account,
    const char *statement, bool intermediate, const struct figure *,
    struct err *);

/* Notes the closing balance of a page and its line; more says that a page is to
 * follow (62M). */
void statement_chain_close(struct statement_chain *, const char *account,
    bool more, const struct figure *, uint64_t line);

/* At the end: does an account wait for a page? -1, told with its place. */
int statement_chain_check(
    const struct statement_chain *, const char *name, struct err *);

void statement_chain_free(struct statement_chain *);

#endif
